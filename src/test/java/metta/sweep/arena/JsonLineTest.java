package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonLineTest {
    @Test
    void numbers_are_written_as_every_reader_takes_them() {
        assertThat(JsonLine.number(1e-5)).isEqualTo("1.0e-05");
        assertThat(JsonLine.number(1e10)).isEqualTo("1.0e+10");
        assertThat(JsonLine.number(-2.5e-300)).isEqualTo("-2.5e-300");
        assertThat(JsonLine.number(0.25)).isEqualTo("0.25");
        assertThat(JsonLine.number(20480L)).isEqualTo("20480");
    }

    @Test
    void fields_keep_their_order_and_what_is_not_finite_is_left_out() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("b", 1);
        fields.put("a", Double.NaN);
        fields.put("error", "say \"no\"\n\\");

        assertThat(JsonLine.of(fields)).isEqualTo("{\"b\": 1, \"error\": \"say \\\"no\\\"\\n\\\\\"}");
    }
}
