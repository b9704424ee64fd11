package metta.sweep.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says what works here, what does not, and why.
@Command(
        name = "doctor",
        description = {
            "Says what works on this machine, what does not, and why.",
            "Exits with 69 if something is wrong that sweeps need."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta doctor"})
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RowsOutput output = new RowsOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        output.form();
        var findings = new Examination(System.getenv(), where.folder()).findings();
        var trees = findings.stream().map(DoctorCommand::tree).toList();
        output.print(
                terminal,
                Report.of("what", trees),
                () -> findings.forEach(each -> terminal.out().println(line(each))));
        boolean well = findings.stream().noneMatch(each -> each.state() == Examination.State.WRONG);
        return well ? 0 : SweepException.Exit.BACKEND_MISSING.code();
    }

    private static String line(Examination.Finding finding) {
        return "%-7s %-8s %s".formatted(word(finding), finding.what(), Values.plain(finding.words()));
    }

    private static String word(Examination.Finding finding) {
        return finding.state().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> tree(Examination.Finding finding) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("what", finding.what());
        tree.put("state", word(finding));
        tree.put("words", finding.words());
        return tree;
    }
}
