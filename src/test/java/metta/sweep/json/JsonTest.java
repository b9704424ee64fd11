package metta.sweep.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.HookMark;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Outcome;
import metta.sweep.Piece;
import metta.sweep.RunInfo;
import metta.sweep.testing.EveryFact;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;

final class JsonTest {
    private static final List<Fact.OfRun> STORY = story();

    private static List<Fact.OfRun> story() {
        var job = Samples.training(1);
        return List.of(
                new Fact.RecordJob(job),
                new Fact.JobSubmitted(job.id(), "17", Samples.NOW),
                new Fact.JobStarted(job.id(), Samples.NOW),
                new Fact.JobEnded(
                        job.id(),
                        new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(3), "no such file: \"x\"\n"),
                        Samples.NOW),
                new Fact.HookMarked(job.id(), new HookMark("e", 2, Optional.of("refused"))),
                new Fact.Observed(job.id().runId(), Samples.observation(1, 0.1 + 0.2)));
    }

    @Test
    void a_run_with_its_whole_story_comes_back_unchanged() {
        var run = RunInfo.created("s", Samples.init(1));
        for (var fact : STORY) {
            run = run.apply(fact);
        }
        run = run.apply(Samples.report(
                Samples.training(1),
                "",
                "5",
                new MetricPoint("loss", 1, Double.NaN),
                new MetricPoint("loss", 2, Double.NEGATIVE_INFINITY)));
        assertThat(Json.read(Json.write(run), RunInfo.class)).isEqualTo(run);
    }

    @Test
    void every_fact_of_a_run_comes_back_as_what_it_was() {
        assertThat(STORY)
                .allSatisfy(fact ->
                        assertThat(Json.read(Json.write(fact), Fact.class)).isEqualTo(fact));
    }

    @Test
    void parameters_keep_their_order_and_kinds() {
        var run = Json.read(Json.write(RunInfo.created("s", Samples.init(1))), RunInfo.class);
        assertThat(run.configuration().values()).containsExactlyEntriesOf(Samples.values());
    }

    @Test
    void outcomes_without_fields_survive() {
        assertThat(Stream.of(new Outcome.Succeeded(), new Outcome.Lost("x"), new Outcome.Cancelled("y")))
                .allSatisfy(each ->
                        assertThat(Json.read(Json.write(each), Outcome.class)).isEqualTo(each));
    }

    @Test
    void a_tree_comes_back_with_its_order_and_kinds() {
        var text = "{\"b\":[1,2.5,\"x\",true,null,{\"a\":-0.0}],\"a\":9223372036854775807,\"ü\\n\":1.0E-7}";
        var tree = Json.readTree(text);
        assertThat(tree.keySet()).containsExactly("b", "a", "ü\n");
        assertThat(tree).containsEntry("a", Long.MAX_VALUE).containsEntry("ü\n", 1e-7);
        assertThat((List<?>) tree.get("b")).element(0).isEqualTo(1L);
        assertThat(Json.write(tree)).isEqualTo(text);
    }

    @Test
    void whatever_is_neither_a_record_nor_plain_is_refused() {
        assertThatThrownBy(() -> Json.write(Map.of("a", new StringBuilder())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("StringBuilder");
        assertThatThrownBy(() -> Json.write(List.of(BigInteger.TWO))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_written_is_what_the_binding_of_classes_writes() {
        var all = new ArrayList<Object>(EveryFact.facts());
        all.addAll(EveryFact.commands());
        var run = RunInfo.created("s", Samples.init(1));
        for (var fact : STORY) {
            run = run.apply(fact);
            all.add(run);
        }
        all.add(Samples.sweep("s"));
        all.add(new Lease(3, 5, Optional.of(Samples.owner(9))));
        all.add(new MetricPoint("loss \"\u2603\n", -1, Double.NaN));
        all.add(new Piece.Points(Samples.training(1).id(), List.of(new MetricPoint("x", 1, 1e300))));
        all.add(Map.of("a", List.of(1, 2L, 2.5, true, "x", EveryFact.facts().getFirst())));
        assertThat(all).allSatisfy(each -> {
            assertThat(Json.write(each)).isEqualTo(Json.Binding.MAPPER.writeValueAsString(each));
            assertThat(Json.writePretty(each))
                    .isEqualTo(Json.Binding.MAPPER
                            .writer()
                            .with(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(each));
        });
    }

    @Test
    void a_text_that_is_not_json_is_refused_with_the_reason() {
        assertThatThrownBy(() -> Json.readTree("{\"a\": 1, \"a\": 2}")).hasMessageContaining("uplicate");
        assertThatThrownBy(() -> Json.readTree("{")).isInstanceOf(Json.InvalidJsonException.class);
        assertThatThrownBy(() -> Json.readTree("[]")).isInstanceOf(Json.InvalidJsonException.class);
        assertThatThrownBy(() -> Json.readTree("{} {}")).isInstanceOf(Json.InvalidJsonException.class);
        assertThatThrownBy(() -> Json.readTree("")).isInstanceOf(Json.InvalidJsonException.class);
    }
}
