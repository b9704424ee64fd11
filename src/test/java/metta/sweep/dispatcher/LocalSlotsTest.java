package metta.sweep.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher;
import metta.sweep.Dispatcher.Capacity;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Resources;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalSlotsTest {
    private static final String SHOW =
            "echo \"gpus=${CUDA_VISIBLE_DEVICES-unset} cpus=$METTA_CPU_SLOTS threads=$OMP_NUM_THREADS\" > \"$SHARED/$$.tmp\"; "
                    + "mv \"$SHARED/$$.tmp\" \"$SHARED/shown$(ls \"$SHARED\" | grep -c shown)\"; "
                    + "while [ ! -e \"$SHARED/go\" ]; do sleep 0.01; done";

    @TempDir
    Path folder;

    private LocalBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new LocalBench(folder);
        bench.runs(SHOW);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @Test
    void each_live_job_has_gpus_of_its_own_and_a_new_dispatcher_keeps_it_so() throws IOException {
        try (var first = bench.open(new Capacity(4, 2))) {
            start(first, "a", new Resources(2, 1, 1));
            assertThat(shown(0)).isEqualTo("gpus=0 cpus=0,1 threads=2");
        }
        var second = bench.open();
        start(second, "b", new Resources(1, 1, 1));
        assertThat(shown(1)).isEqualTo("gpus=1 cpus=2 threads=1");
        assertThatThrownBy(() -> start(second, "c", new Resources(1, 1, 1)))
                .isInstanceOf(DispatchException.class)
                .hasMessageContaining("0 of 2 are free");
        start(second, "d", new Resources(1, 0, 1));
        assertThat(shown(2)).isEqualTo("gpus= cpus=3 threads=1");
        Files.createFile(folder.resolve("shared/go"));
        bench.awaitExit(JobId.training("a"));
        start(second, "e", new Resources(1, 1, 1));
        assertThat(shown(3)).startsWith("gpus=0 ");
    }

    @Test
    void gpus_stay_apart_where_the_sweep_is_reached_by_another_path() throws IOException {
        start(bench.open(new Capacity(4, 2)), "a", new Resources(1, 1, 1));
        assertThat(shown(0)).startsWith("gpus=0 ");
        var link = Files.createSymbolicLink(
                folder.resolve("link"), bench.workspace().directory());
        start(bench.openAt(new Workspace(link)), "b", new Resources(1, 1, 1));
        assertThat(shown(1)).startsWith("gpus=1 ");
    }

    /// Only what is alive is looked at: a sweep may have a hundred thousand runs that ended long ago.
    @Test
    void what_left_files_but_no_process_holds_no_gpu() throws IOException {
        var left = Files.createDirectories(bench.workspace().attempt(JobId.training("left")));
        Files.writeString(left.resolve("submission.1.1"), new Slots(List.of(0), List.of(0)).format());
        start(bench.open(new Capacity(4, 1)), "a", new Resources(1, 1, 1));
        assertThat(shown(0)).startsWith("gpus=0 ");
    }

    @Test
    void a_machine_without_gpus_leaves_the_variable_alone() {
        bench.environment("CUDA_VISIBLE_DEVICES", "mine").environment("OMP_NUM_THREADS", "7");
        start(bench.open(), "a", Resources.DEFAULT);
        assertThat(shown(0)).isEqualTo("gpus=mine cpus=0 threads=7");
    }

    @Test
    void more_machines_than_this_one_are_refused() {
        var asked = List.of(job("a", new Resources(1, 0, 2)));
        assertThatThrownBy(() -> bench.open(new Capacity(1, 1)).admit(asked))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.BACKEND_MISSING))
                .hasMessage(
                        "a job asks for 2 machines, but jobs run on this one alone; leave `nodes` out of `resources`");
    }

    @Test
    void a_job_is_kept_away_from_the_gpus_that_it_must_not_have() {
        var dispatcher = bench.open(new Capacity(4, 2));
        assertThat(dispatcher.slots()).containsExactly("GPU 0", "GPU 1");
        var job = job("a", new Resources(1, 1, 1));
        dispatcher.submit(job, Set.of("GPU 0"));
        assertThat(shown(0)).startsWith("gpus=1 ");
        assertThat(dispatcher.slots(List.of(job.id(), JobId.training("b"))))
                .isEqualTo(Map.of(job.id(), List.of("GPU 1")));
        assertThatThrownBy(() -> dispatcher.submit(job("b", new Resources(1, 1, 1)), Set.of("GPU 0")))
                .isInstanceOf(DispatchException.class);
    }

    @Test
    void more_gpus_than_the_machine_has_are_refused() {
        var asked = List.of(job("a", new Resources(1, 2, 1)));
        assertThatThrownBy(() -> bench.open(new Capacity(1, 1)).admit(asked))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("asks for 2 GPUs, but this machine has 1");
    }

    @Test
    void gpus_are_those_that_the_environment_leaves_visible_or_those_with_a_device() throws IOException {
        for (var device : new String[] {"nvidia0", "nvidia1", "nvidiactl", "null"}) {
            Files.createFile(folder.resolve(device));
        }
        assertThat(LocalCapacity.detect(Map.of(), folder).gpuNames()).containsExactly("0", "1");
        var visible = Map.of("CUDA_VISIBLE_DEVICES", "5,GPU-8");
        assertThat(LocalCapacity.detect(visible, folder).gpuNames()).containsExactly("5", "GPU-8");
        assertThat(LocalCapacity.detect(Map.of("CUDA_VISIBLE_DEVICES", ""), folder)
                        .total()
                        .gpus())
                .isZero();
    }

    private static void start(Dispatcher dispatcher, String run, Resources resources) {
        dispatcher.submit(job(run, resources));
    }

    private static JobDefinition job(String run, Resources resources) {
        var job = Samples.job(JobId.training(run));
        return new JobDefinition(
                job.id(),
                job.sweepId(),
                job.token(),
                job.args(),
                job.overrides(),
                resources,
                job.seed(),
                job.createdAt());
    }

    private String shown(int number) {
        bench.awaitFile("shown" + number);
        return Await.value(
                () -> {
                    try {
                        return Files.readString(bench.shared().resolve("shown" + number))
                                .strip();
                    } catch (IOException e) {
                        throw LocalDispatcherTest.unchecked(e);
                    }
                },
                "it is written",
                text -> !text.isEmpty());
    }
}
