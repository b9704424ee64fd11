package metta.sweep.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessStatTest {
    @Test
    void a_programs_name_may_hold_anything() {
        var line = "42 (a) (b \n)) S 7 8 9 0 -1 4194304 100 0 0 0 1 2 3 4 20 0 1 0 132083 3133440 360\n";
        assertThat(ProcessStat.parse(line)).contains(new ProcessStat(42, 'S', 7, 8, 9, 132083));
    }

    @Test
    void a_line_cut_short_is_no_process() {
        assertThat(ProcessStat.parse("42 (sh) S 7 8")).isEmpty();
        assertThat(ProcessStat.parse("")).isEmpty();
    }

    @Test
    void this_process_lives() {
        var me = ProcessIdentity.current();
        assertThat(me.alive()).isTrue();
        assertThat(new ProcessIdentity(me.pid(), me.startTicks() + 1, me.machine()).alive())
                .isFalse();
        assertThat(ProcessTable.now().family(me)).extracting(ProcessStat::pid).contains(me.pid());
        assertThat(ProcessTable.now().family(new ProcessIdentity(me.pid(), 1, me.machine())))
                .isEmpty();
    }
}
