package metta.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

final class InspectionTest {
    private final SynchronousQueue<Optional<String>> answers = new SynchronousQueue<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Inspection<String> inspection = new Inspection<>("test", this::next, failures::add);

    private Optional<String> next() {
        try {
            var answer = answers.take();
            if (answer.equals(Optional.of("fail"))) {
                throw new IllegalStateException("a mistake");
            }
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void asked(Optional<String> answer) throws InterruptedException {
        inspection.begin();
        inspection.begin();
        assertThat(inspection.busy()).isTrue();
        answers.put(answer);
        var _ = inspection.ending().join();
        inspection.take();
        assertThat(inspection.busy()).isFalse();
    }

    @Test
    void a_failure_is_told_and_what_was_known_before_stays() throws InterruptedException {
        asked(Optional.of("known"));
        asked(Optional.of("fail"));
        assertThat(failures).singleElement().satisfies(it -> assertThat(it).hasRootCauseMessage("a mistake"));
        assertThat(inspection.newest()).contains("known");
        asked(Optional.of("newer"));
        assertThat(inspection.newest()).contains("newer");
    }

    @Test
    void what_had_no_answer_is_not_asked_again() throws InterruptedException {
        asked(Optional.empty());
        inspection.begin();
        assertThat(inspection.busy()).isFalse();
        assertThat(inspection.newest()).isEmpty();
    }
}
