package metta.sweep.asktell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import metta.sweep.Optimizer;
import metta.sweep.SweepException;
import metta.sweep.config.Spelling;
import metta.sweep.space.SearchSpace;

/// Answers an optimizer's clients: one JSON object for each that they send, in turn.
///
///     {"op":"init","space":[...],"seed":0,"objectives":1,"budget":100}  {"ok":true,"version":"..."}
///     {"op":"ask"}                                                      {"id":1,"params":{"x0":0.1,"kernel":"rbf"}}
///     {"op":"tell","id":1,"values":[0.3],"cost":1.2}                    {"ok":true}
///     {"op":"tell","id":2,"failed":"out of memory"}                     {"ok":true}
///     {"op":"tell","params":{...},"values":[0.2]}                       {"ok":true}
///     {"op":"close"}
///
/// All values are minimised. Where `init` has `"constraints":2`, `tell` has `"constraints":[-0.5,0.1]`
/// beside the values: a trial is of use where none of them is above 0. Any number of trials may have
/// been asked for and not been told of; they are told of in any order. What was tried elsewhere is
/// told without an id. `init` begins anew. What cannot be done is answered with `{"error":"..."}` and
/// changes nothing; so is a message with a key that nobody knows.
public final class AskTell {
    private static final List<String> INIT =
            List.of("op", "space", "seed", "objectives", "constraints", "budget", "cost_budget", "weight");
    private static final List<String> ASK = List.of("op");

    /// Enough for people; the client knows what it has sent.
    private static final int LONGEST_ERROR = 1000;

    private final Function<SearchSpace, Optimizer> optimizers;
    private final String version;
    private Optional<Study> study = Optional.empty();

    /// @param optimizers makes the optimizer of a space
    /// @param version what is answered to `init`
    public AskTell(Function<SearchSpace, Optimizer> optimizers, String version) {
        this.optimizers = optimizers;
        this.version = version;
    }

    /// The answer to one message; empty where the client takes its leave.
    public Optional<Map<String, Object>> answer(Map<String, Object> message) {
        try {
            return answer(new Fields("the message", message));
        } catch (IllegalArgumentException | SweepException e) {
            return Optional.of(error(String.valueOf(e.getMessage())));
        }
    }

    /// The answer to what is no message.
    public static Map<String, Object> error(String why) {
        return Map.of("error", why.length() > LONGEST_ERROR ? why.substring(0, LONGEST_ERROR) + "…" : why);
    }

    private Optional<Map<String, Object>> answer(Fields message) {
        var op = message.text("op");
        return switch (op) {
            case "init" -> Optional.of(init(message.called(op).only(INIT)));
            case "ask" -> {
                message.called(op).only(ASK);
                yield Optional.of(ask());
            }
            case "tell" -> {
                study().tell(message.called(op));
                yield Optional.of(Map.of("ok", true));
            }
            case "close" -> Optional.empty();
            case String other ->
                throw new IllegalArgumentException(
                        "unknown op '%s'; there are init, ask, tell and close".formatted(Spelling.shown(other)));
        };
    }

    private Map<String, Object> init(Fields message) {
        var space = WireSpace.read(message.list("space"));
        study = Optional.of(Study.of(space, optimizers.apply(space), message));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", true);
        answer.put("version", version);
        return answer;
    }

    private Map<String, Object> ask() {
        var asked = study().ask();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", asked.number());
        answer.put("params", asked.suggestion().configuration().values());
        answer.put("reason", asked.suggestion().reason());
        return answer;
    }

    private Study study() {
        return study.orElseThrow(() -> new IllegalArgumentException("there is no study yet: send init first"));
    }
}
