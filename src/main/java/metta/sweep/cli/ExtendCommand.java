package metta.sweep.cli;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.SweepException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Gives a sweep more to spend.
@Command(
        name = "extend",
        description = "Gives a sweep more to spend. One that has ended goes on.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep extend arena --trials 20"})
final class ExtendCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Request request = new Request();

    @Option(names = "--trials", paramLabel = "N", description = "So many more trials.")
    private Optional<Integer> trials = Optional.empty();

    @Option(names = "--time", paramLabel = "TIME", description = "So much more wall-clock time, such as 2h30m.")
    private Optional<String> time = Optional.empty();

    @Option(names = "--cpu-hours", paramLabel = "HOURS", description = "So many more CPU-hours.")
    private Optional<Double> cpuHours = Optional.empty();

    @Option(names = "--gpu-hours", paramLabel = "HOURS", description = "So many more GPU-hours.")
    private Optional<Double> gpuHours = Optional.empty();

    @Option(names = "--money", paramLabel = "AMOUNT", description = "So much more money.")
    private Optional<Double> money = Optional.empty();

    ExtendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Errand(terminal, InstantSource.system()).edit(request, more(), "extend");
    }

    private Map<String, Object> more() {
        var more = new LinkedHashMap<String, Object>();
        trials.ifPresent(each -> more.put("budget.max_trials", "+" + each));
        time.ifPresent(each -> more.put("budget.time", "+" + each));
        cpuHours.ifPresent(each -> more.put("budget.cpu_hours", "+" + each));
        gpuHours.ifPresent(each -> more.put("budget.gpu_hours", "+" + each));
        money.ifPresent(each -> more.put("budget.money", "+" + each));
        if (more.isEmpty()) {
            throw new SweepException(SweepException.Exit.USAGE, "how much more? Give --trials N, or another limit");
        }
        return more;
    }
}
