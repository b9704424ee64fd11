package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import metta.sweep.store.Stores;
import org.junit.jupiter.api.Test;

final class SetAsideTest {
    private static List<SetAside> after(int gpus, Fact... facts) {
        try (var store = Stores.inMemory()) {
            Map<String, Object> config = Map.of("resources", Map.of("gpus", gpus));
            var sweep = store.fetchSweepMetadata(SweepInfo.created(SWEEP, config, Map.of(), 1, NOW));
            store.takeLease(SWEEP, 0, owner(1));
            store.commit(new Fence(SWEEP, 1), List.of(facts));
            return SetAside.of(store, sweep);
        }
    }

    private static Fact decided(String slot, String words, String why) {
        return new Fact.Decided(slot, words, why, NOW);
    }

    @Test
    void the_last_word_on_a_slot_counts() {
        assertThat(after(
                        1,
                        decided("GPU 0", SetAside.DONE, "first"),
                        decided("GPU 1", SetAside.DONE, "bad"),
                        decided("GPU 0", SetAside.UNDONE, "well again"),
                        decided("GPU 2", "launch", "set aside"),
                        decided("GPU 1", SetAside.DONE, "worse")))
                .containsExactly(new SetAside("GPU 1", "worse"));
        assertThat(after(1)).isEmpty();
    }

    @Test
    void where_jobs_ask_for_no_gpus_nobody_looks() {
        assertThat(after(0, decided("GPU 0", SetAside.DONE, "never"))).isEmpty();
    }
}
