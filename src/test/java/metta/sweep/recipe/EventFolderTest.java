package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import metta.sweep.JobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders that have much in them that is not a job's own, and what cannot be read.
final class EventFolderTest {
    private static final JobId SECOND = EventBench.JOB.nextAttempt();

    @TempDir
    private Path folder;

    private EventBench bench() throws IOException {
        return new EventBench(folder, "${run_dir}/logs");
    }

    @Test
    void what_others_left_is_read_from_the_jobs_folder_once() throws IOException {
        var bench = bench();
        bench.append("logs/a.tfevents", EventBytes.scalar("a", 1, 1));
        bench.launch(SECOND);
        assertThat(bench.read(SECOND, "", false).points()).isEmpty();
        Files.writeString(bench.file("jobs/" + SECOND.name() + "/inherited"), "damaged\nend\n");
        bench.append("logs/a.tfevents", EventBytes.scalar("a", 2, 2));
        assertThat(bench.read(SECOND, "", false).values()).containsExactly(2.0);
    }

    @Test
    void a_file_that_others_left_is_opened_again_only_when_its_size_or_time_changed() throws IOException {
        var bench = bench();
        bench.append("logs/a.tfevents", EventBytes.scalar("a", 1, 1));
        bench.launch(SECOND);
        assertThat(bench.read(SECOND, "", false).points()).isEmpty();
        var file = bench.file("logs/a.tfevents");
        var time = Files.getLastModifiedTime(file);
        Files.write(file, EventBytes.scalar("a", 1, 2));
        Files.setLastModifiedTime(file, time);
        assertThat(bench.read(SECOND, "", false).points()).isEmpty();
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 60_000));
        assertThat(bench.read(SECOND, "", false).values()).containsExactly(2.0);
    }

    @Test
    void a_folder_is_searched_again_when_it_has_changed_now_and_then_and_at_the_end() throws IOException {
        var bench = bench();
        bench.append("logs/a.tfevents", EventBytes.scalar("a", 1, 1));
        var position = bench.read(false).position();
        addUnseen(bench, "logs/b.tfevents", 2);
        assertThat(bench.read(EventBench.JOB, position, false).points()).isEmpty();
        assertThat(bench.read(EventBench.JOB, position, true).values()).containsExactly(2.0);
        bench.append("logs/c.tfevents", EventBytes.scalar("a", 3, 3));
        assertThat(bench.read(EventBench.JOB, position, false).values()).containsExactly(2.0, 3.0);
        addUnseen(bench, "logs/d.tfevents", 4);
        for (int i = 0; i < EventListings.BELIEVED; i++) {
            assertThat(bench.read(EventBench.JOB, position, false).values()).containsExactly(2.0, 3.0);
        }
        assertThat(bench.read(EventBench.JOB, position, false).values()).containsExactly(2.0, 3.0, 4.0);
    }

    /// As where times are known only by the second.
    private static void addUnseen(EventBench bench, String name, float value) throws IOException {
        var logs = bench.file("logs");
        var time = Files.getLastModifiedTime(logs);
        bench.append(name, EventBytes.scalar("a", 1, value));
        Files.setLastModifiedTime(logs, time);
    }

    @Test
    void what_is_added_to_a_folder_below_is_found_at_once() throws IOException {
        var bench = bench();
        bench.append("logs/deep/a.tfevents", EventBytes.scalar("a", 1, 1));
        var position = bench.read(false).position();
        bench.append("logs/deep/deeper/b.tfevents", EventBytes.scalar("a", 2, 2));
        Files.setLastModifiedTime(bench.file("logs/deep"), FileTime.fromMillis(1_900_000_000_000L));
        assertThat(bench.read(EventBench.JOB, position, false).values()).containsExactly(2.0);
    }

    /// A path that the system finds too long cannot be read even by root.
    @Test
    void what_cannot_be_read_below_the_folder_keeps_nothing_else_from_being_read() throws IOException {
        var bench = bench();
        var name = "n".repeat(255);
        bench.append("logs/a.tfevents", EventBytes.scalar("a", 1, 1));
        var upper = Files.createDirectories(bench.file("logs" + ("/" + name).repeat(8)));
        var lower = bench.file(name);
        Files.createDirectories(bench.file(name + ("/" + name).repeat(7)));
        Files.move(lower, upper.resolve(name));
        try {
            var first = bench.read(false);
            assertThat(first.values()).containsExactly(1.0);
            bench.append("logs/b.tfevents", EventBytes.scalar("a", 2, 2));
            assertThat(bench.read(EventBench.JOB, first.position(), true).values())
                    .containsExactly(2.0);
            assertThat(bench.warnings)
                    .singleElement()
                    .asString()
                    .startsWith("r: " + upper.resolve(name))
                    .contains("cannot be read: ", "event files there, and wherever else in " + bench.file("logs"));
        } finally {
            Files.move(upper.resolve(name), lower);
        }
    }

    @Test
    void a_closed_folder_is_passed_over_but_for_the_top() throws IOException {
        var search = new EventSearch(folder, List.of(), 10);
        var closed = folder.resolve("closed");
        var denied = new AccessDeniedException(closed.toString());
        assertThat(search.visitFileFailed(closed, denied)).isEqualTo(FileVisitResult.CONTINUE);
        assertThat(search.postVisitDirectory(closed, denied)).isEqualTo(FileVisitResult.CONTINUE);
        assertThat(search.listing().closed()).containsOnlyKeys(closed);
        assertThatThrownBy(() -> search.visitFileFailed(folder, denied)).isSameAs(denied);
        assertThatThrownBy(() -> search.postVisitDirectory(folder, denied)).isSameAs(denied);
    }

    @Test
    void where_too_much_lay_at_the_launch_nothing_is_taken_for_the_jobs_own() throws IOException {
        var bench = bench();
        bench.append("logs/a.tfevents", EventBytes.scalar("a", 1, 1));
        for (int i = 0; i <= EventFolder.MOST_ENTRIES; i++) {
            Files.createFile(bench.file("logs/" + i));
        }
        bench.launch(SECOND);
        for (int i = 0; i <= EventFolder.MOST_ENTRIES; i++) {
            Files.delete(bench.file("logs/" + i));
        }
        assertThat(bench.read(SECOND, "", true).points()).isEmpty();
        assertThat(bench.warnings)
                .singleElement()
                .asString()
                .contains("had more than 10000 files and folders when this job was launched", "in ${run_dir}");
    }
}
