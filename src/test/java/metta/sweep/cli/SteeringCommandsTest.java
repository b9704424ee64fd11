package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Command;
import metta.sweep.Owner;
import metta.sweep.config.StoreType;
import metta.sweep.json.Json;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people ask of a sweep that has ended, as whole commands with real jobs that take no time.
final class SteeringCommandsTest {
    private static final String GOOD = """
            train: {command: [sh, -c, 'echo "{\\"score\\": 1}" >"$METTA_RESULT_FILE"'], style: none}
            metric: score
            """;

    @TempDir
    private Path folder;

    private Captured metta(int exit, String... words) {
        var captured = Captured.pipe();
        var all = new String[words.length + 3];
        all[0] = "sweep";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--dir";
        all[words.length + 2] = folder.resolve("sweeps").toString();
        assertThat(captured.run(all)).as(captured.err()).isEqualTo(exit);
        return captured;
    }

    private Captured start(int exit, String... more) throws IOException {
        var recipe = Files.writeString(folder.resolve("recipe.yaml"), GOOD).toString();
        var config = Files.writeString(folder.resolve("sweep.yaml"), "parameters: {x: [1, 2, 3], y: 7}\n");
        var words = new String[8 + more.length];
        var first = new String[] {"start", recipe, "-c", config.toString(), "--name", "mine", "--parallel", "1"};
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        return metta(exit, words);
    }

    @Test
    void an_invalidated_trial_of_a_sweep_that_has_finished_is_replaced_by_the_next_start() throws IOException {
        start(0, "--trials", "2");
        var invalidate = metta(0, "trial", "invalidate", "mine", "1");
        assertThat(invalidate.out()).isEqualTo("mine_trial_0001: invalidate: done: the sweep goes on\n");
        assertThat(metta(0, "status", "mine").out())
                .startsWith("mine  interrupted")
                .contains("1/2 trials, 1 invalidated");
        var again = start(0, "--trials", "2");
        assertThat(again.err())
                .contains("mine_trial_0003 completed", "finished: all 2 trials of the budget have ended");
        var status = Json.readTree(metta(0, "status", "mine", "--json").out());
        assertThat(status).containsEntry("trials", 2L).containsEntry("ended", 2L);
        assertThat(metta(0, "analyze", "mine").out()).contains("; 2 of 2 trials ended, 1 invalidated\n");
    }

    @Test
    void of_a_trial_that_is_not_there_nothing_is_asked() throws IOException {
        start(0, "--trials", "2");
        assertThat(metta(3, "trial", "invalidate", "mine", "1", "44").err())
                .isEqualTo("metta: sweep mine has no run mine_trial_0044; it has 2 trials\n");
        assertThat(metta(0, "status", "mine").out())
                .startsWith("mine  finished")
                .doesNotContain("invalidated");
    }

    @Test
    void a_sweep_at_its_end_stays_there_until_it_is_given_more() throws IOException {
        start(0, "--trials", "2");
        assertThat(metta(4, "resume", "mine").err())
                .contains("mine: refused to resume: it would end again at once: all 2 trials of the budget have ended");
        assertThat(metta(0, "edit", "mine", "budget.time=1ms").out())
                .isEqualTo("mine: edit: done: budget.time none -> 0.001s; the sweep is at its end: its time budget of"
                        + " 0.001s is used up\n");
        metta(0, "edit", "mine", "budget.time=none");
        assertThat(metta(0, "status", "mine").out())
                .startsWith("mine  finished")
                .contains("finished: all 2 trials of the budget have ended");
        assertThat(start(0, "--trials", "2").err())
                .contains("so nothing was started. To go on with it, give it more of that: metta sweep extend mine"
                        + " --trials N --dir ");
        assertThat(metta(0, "extend", "mine", "--trials", "1").out())
                .isEqualTo("mine: extend: done: budget.max_trials 2 -> 3\n");
        assertThat(start(0, "--trials", "2").err()).contains("finished: all 3 trials of the budget have ended");
        assertThat(metta(0, "status", "mine", "--why").out())
                .contains("mine  command 4: edit: budget.max_trials 2 -> 3; asked by ")
                .contains("mine  finished: all 3 trials of the budget have ended");
    }

    @Test
    void what_waits_already_is_not_asked_for_twice() throws IOException {
        start(0, "--trials", "2");
        var more = new Command.EditSweep(Map.of("budget.max_trials", "+1"), Request.self(), "");
        try (var store = new Folder(folder.resolve("sweeps")).open(StoreType.SQLITE)) {
            store.send("mine", "id", more, Samples.NOW);
        }
        assertThat(metta(0, "status", "mine", "--why").out())
                .endsWith("mine  waits to be done: edit {\"budget.max_trials\":\"+1\"}; asked by %s\n"
                        .formatted(Request.self()));
        var extended = metta(0, "extend", "mine", "--trials", "1");
        assertThat(extended.err()).contains("metta: the same was asked of mine at ", "it is not asked twice");
        assertThat(extended.out()).isEqualTo("mine: extend: done: budget.max_trials 2 -> 3\n");
        assertThat(metta(0, "status", "mine", "--why").out()).doesNotContain("waits");
        assertThat(metta(0, "extend", "mine", "--trials", "1").out()).contains("budget.max_trials 3 -> 4");
    }

    @Test
    void what_was_asked_before_something_else_is_asked_again() throws IOException {
        start(0, "--trials", "2");
        metta(0, "extend", "mine", "--trials", "1");
        var by = Request.self();
        try (var store = new Folder(folder.resolve("sweeps")).open(StoreType.SQLITE)) {
            store.send("mine", "1", new Command.PauseSweep(by, ""), Samples.NOW);
            store.send("mine", "2", new Command.ResumeSweep(by, ""), Samples.NOW);
        }
        assertThat(metta(0, "pause", "mine").out()).isEqualTo("mine: pause: done\n");
        assertThat(metta(0, "status", "mine").out()).startsWith("mine  paused");
    }

    @Test
    void what_is_refused_because_the_store_is_older_than_the_folder_is_not_done_later() throws IOException {
        start(0, "--trials", "2");
        metta(0, "extend", "mine", "--trials", "1");
        var newer = folder.resolve("sweeps/mine/mine_trial_0003/jobs/mine_trial_0003");
        Files.createDirectories(newer);
        var parameters = Files.writeString(newer.resolve("params.json"), "{}");
        assertThat(metta(4, "extend", "mine", "--trials", "1").err()).contains("the store is older than the folder");
        metta(4, "trial", "invalidate", "mine", "1");
        thisProcessSeemsToRunIt();
        assertThat(metta(4, "pause", "mine").err())
                .contains(
                        "the store is older than the folder",
                        "What was asked waits, and is done when the sweep goes on");
        Files.delete(parameters);
        assertThat(metta(0, "extend", "mine", "--trials", "5").out()).contains("budget.max_trials 3 -> 8");
        assertThat(metta(0, "status", "mine", "--why").out()).doesNotContain("3 -> 4", "invalidate", "waits");
    }

    private void thisProcessSeemsToRunIt() {
        var me = ProcessIdentity.current();
        var here = me.machine();
        try (var store = new Folder(folder.resolve("sweeps")).open(StoreType.SQLITE)) {
            store.takeLease(
                    "mine",
                    store.lease("mine").epoch(),
                    new Owner(here.host(), here.bootId(), Optional.of(here.pidNamespace()), me.pid(), Samples.NOW));
        }
    }

    @Test
    void a_paused_sweep_says_so_wherever_it_is_looked_at() throws IOException {
        start(0, "--trials", "2");
        metta(0, "extend", "mine", "--trials", "1");
        var line = "It starts nothing new until `metta sweep resume`: paused by %s: lunch\n".formatted(Request.self());
        assertThat(metta(0, "pause", "mine", "--reason", "lunch").err()).contains(line);
        assertThat(metta(0, "status", "mine").out()).startsWith("mine  paused").contains(line);
        var list = metta(0, "list");
        assertThat(list.out()).contains("mine  paused");
        assertThat(list.err()).contains("mine: " + line);
        metta(0, "resume", "mine");
        assertThat(start(0, "--trials", "2").err()).contains("[3/3]");
    }

    @Test
    void one_that_was_stopped_goes_on_after_it_is_resumed() throws IOException {
        start(0, "--trials", "2");
        metta(0, "extend", "mine", "--trials", "1");
        metta(0, "stop", "mine");
        assertThat(start(1, "--trials", "2").err()).contains("To go on with it: metta sweep resume mine --dir ");
    }

    @Test
    void a_grid_that_was_tried_as_a_whole_has_nothing_more() throws IOException {
        start(0, "--grid", "x=1,2");
        metta(0, "edit", "mine", "budget.time=1h");
        assertThat(start(0, "--grid", "x=1,2").err())
                .contains("so nothing was started. Its grid has no further points.\nTo run it anew");
    }

    @Test
    void what_cannot_be_edited_so_is_told_with_what_can() throws IOException {
        start(0, "--trials", "2");
        assertThat(metta(0, "extend", "mine", "--trials", "0").out())
                .isEqualTo("mine: budget.max_trials is 2 already\n");
        assertThat(metta(2, "extend", "mine", "--time", "2x").err())
                .contains("budget.time: must be a duration such as 90s");
        assertThat(metta(2, "extend", "mine", "--time", "2h").err())
                .contains("there is no budget.time to add to; set one with `metta sweep edit`: budget.time=2h");
        assertThat(metta(2, "edit", "mine", "budget.plateau={trials: 3, min_delta: 0.5}")
                        .err())
                .contains("a map is given key by key: budget.plateau.trials=3 budget.plateau.min_delta=0.5");
        assertThat(metta(2, "edit", "mine", "budget=3").err())
                .contains("budget is changed key by key, as in budget.KEY=VALUE");
        assertThat(metta(2, "edit", "mine", "budget.time=1s", "budget.time=2s").err())
                .contains("budget.time is given twice");
        assertThat(metta(2, "trial", "retri", "mine", "1").err())
                .contains("there is no command 'metta sweep trial retri'; did you mean 'retry'?");
        assertThat(start(2, "--trials", "5").err())
                .contains("or change this one: metta sweep edit mine budget.max_trials=5 --dir ");
    }
}
