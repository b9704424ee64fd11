package metta.sweep.arena;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `study`: the score against each hyperparameter alone, over several seeds, as a Markdown table. It keeps nothing.
record StudyCommand(int seeds, long firstSeed, String totalTimesteps, List<Line> lines, PrintStream out) {
    private static final int EVALUATION_EPISODES = 64;
    private static final long EVALUATION_SEED = 1000;

    /// One hyperparameter and the values to try.
    record Line(String key, List<String> values) {}

    static final List<Key> KEYS = List.of(
            Key.whole("seeds", "3", 1, 1000),
            Key.whole("first_seed", "0", 0, 1e9),
            Key.whole("total_timesteps", "200000", 1, 1e9),
            Key.text("vary", ""));

    private static final List<Line> USUAL = List.of(
            new Line("trainer.optimizer.learning_rate", List.of("1e-4", "1e-3", "5e-3", "1e-2", "1e-1")),
            new Line("trainer.losses.ppo_actor.ent_coef", List.of("0", "0.01", "0.03", "0.1", "0.3")),
            new Line("trainer.advantage.gamma", List.of("0.5", "0.8", "0.9", "0.97", "0.995")),
            new Line("policy_architecture.hidden_size", List.of("4", "8", "16", "32", "64")));

    static StudyCommand of(List<String> words, PrintStream out) {
        Arguments arguments = Arguments.parse(words, KEYS);
        String vary = arguments.text("vary");
        List<Line> lines = vary.isEmpty() ? USUAL : List.of(line(vary));
        return new StudyCommand(
                arguments.whole("seeds"),
                arguments.wholeLong("first_seed"),
                arguments.text("total_timesteps"),
                lines,
                out);
    }

    /// `key:value,value,…`
    private static Line line(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new UsageException("vary must be key:value,value,… got '%s'".formatted(text));
        }
        return new Line(
                text.substring(0, colon), List.of(text.substring(colon + 1).split(",", -1)));
    }

    void run() {
        out.println("| hyperparameter | value | score, mean ± sd of " + seeds + " seeds |");
        out.println("| --- | --- | --- |");
        for (Line line : lines) {
            for (String value : line.values()) {
                out.printf(Locale.ROOT, "| `%s` | %s | %s |%n", line.key(), value, scores(line.key() + "=" + value));
            }
        }
    }

    private String scores(String word) {
        List<Double> scores = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            try {
                scores.add(score(TrainSettings.of("total_timesteps=" + totalTimesteps, "seed=" + seed, word)));
            } catch (ArenaException diverged) {
                return String.valueOf(diverged.getMessage());
            }
        }
        double mean = scores.stream().mapToDouble(s -> s).average().orElseThrow();
        double squares =
                scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, scores.size() - 1));
        return String.format(Locale.ROOT, "%.2f ± %.2f", mean, deviation);
    }

    private static double score(TrainSettings settings) {
        Trainer trainer = new Trainer(settings);
        while (!trainer.done()) {
            trainer.advance();
        }
        return new Evaluator(EVALUATION_EPISODES, EVALUATION_SEED, settings.agents())
                .evaluate(trainer.policy)
                .score();
    }
}
