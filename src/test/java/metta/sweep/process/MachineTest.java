package metta.sweep.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import metta.sweep.process.Machine.Place;
import org.junit.jupiter.api.Test;

final class MachineTest {
    private static final Machine HERE = new Machine("node", "boot-2", "pid:[1]", "id");
    private static final Instant BEFORE = Machine.upSince().minus(Duration.ofHours(1));
    private static final Instant SINCE = Machine.upSince().plusMillis(1);

    @Test
    void one_boot_is_one_machine_whatever_it_is_called() {
        assertThat(seen(new Machine("renamed", "boot-2", "pid:[1]", ""), SINCE)).isEqualTo(Place.HERE);
        assertThat(seen(new Machine("node", "boot-2", "pid:[2]", "id"), SINCE)).isEqualTo(Place.OTHER_NAMESPACE);
    }

    @Test
    void an_earlier_boot_of_the_same_installation_was_before_this_one() {
        var other = new Machine("node", "boot-1", "pid:[1]", "id");
        assertThat(seen(other, BEFORE)).isEqualTo(Place.EARLIER_BOOT);
        assertThat(seen(other, SINCE)).as("a copy of it, under the same name").isEqualTo(Place.OTHER_HOST);
    }

    @Test
    void a_container_with_a_boot_id_of_its_own_may_have_been_started_again_while_the_machine_was_up() {
        var other = new Machine("node", "boot-1", "pid:[1]", "id");
        assertThat(other.seenFrom(HERE, SINCE, () -> true)).isEqualTo(Place.EARLIER_BOOT);
        assertThat(new Machine("node", "boot-1", "pid:[1]", "another").seenFrom(HERE, SINCE, () -> true))
                .isEqualTo(Place.OTHER_HOST);
        assertThat(new Machine("node", "boot-1", "pid:[1]", "").seenFrom(HERE, SINCE, () -> true))
                .isEqualTo(Place.OTHER_HOST);
    }

    @Test
    void another_installation_is_another_machine_even_if_it_has_the_same_name() {
        assertThat(seen(new Machine("node", "boot-1", "pid:[1]", "another"), BEFORE))
                .isEqualTo(Place.OTHER_HOST);
        assertThat(seen(new Machine("elsewhere", "boot-1", "pid:[1]", "id"), BEFORE))
                .as("copied with its id")
                .isEqualTo(Place.OTHER_HOST);
    }

    @Test
    void where_an_installation_is_not_known_the_time_decides() {
        for (var unknown : new String[] {"", "uninitialized"}) {
            var other = new Machine("node", "boot-1", "pid:[1]", unknown);
            assertThat(seen(other, BEFORE)).isEqualTo(Place.EARLIER_BOOT);
            assertThat(seen(other, SINCE)).isEqualTo(Place.OTHER_HOST);
        }
    }

    private static Place seen(Machine other, Instant at) {
        return other.seenFrom(HERE, at, () -> false);
    }
}
