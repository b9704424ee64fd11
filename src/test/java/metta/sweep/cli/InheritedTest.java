package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import metta.sweep.config.StorePlace;
import metta.sweep.config.StoreType;
import org.junit.jupiter.api.Test;

final class InheritedTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "WANDB_API_KEY", "key",
            "PGPASSWORD", "secret",
            "METTA_STORE", "postgresql://me:secret@host/sweeps?currentSchema=mine");

    @Test
    void jobs_are_given_all_but_the_password_of_the_store() {
        assertThat(Inherited.of(ENVIRONMENT, StorePlace.parse("postgresql://me@host/sweeps")))
                .isEqualTo(Map.of(
                        "WANDB_API_KEY", "key", "METTA_STORE", "postgresql://me@host/sweeps?currentSchema=mine"));
    }

    @Test
    void where_the_store_has_no_password_a_password_is_the_jobs_own_affair() {
        assertThat(Inherited.of(ENVIRONMENT, StoreType.SQLITE))
                .containsEntry("PGPASSWORD", "secret")
                .containsEntry("METTA_STORE", "postgresql://me@host/sweeps?currentSchema=mine");
    }
}
