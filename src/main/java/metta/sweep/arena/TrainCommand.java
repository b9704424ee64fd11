package metta.sweep.arena;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `train`: one training with metrics, checkpoints and, where it was interrupted before, its continuation.
final class TrainCommand {
    private static final int EPOCHS_PER_LINE = 10;

    private final TrainSettings settings;
    private final MetricsFile metrics;
    private final CheckpointFolder checkpoints;
    private final String origin;
    private final InstantSource clock;
    private final PrintStream out;

    private TrainCommand(TrainSettings settings, Surroundings surroundings, InstantSource clock, PrintStream out) {
        Path folder = surroundings.runDir().orElse(Path.of(settings.dataDir()).resolve(settings.run()));
        this.settings = settings;
        metrics = new MetricsFile(surroundings.metricsFile().orElse(folder.resolve("metrics.jsonl")));
        checkpoints = new CheckpointFolder(surroundings.checkpointDir().orElse(folder.resolve("checkpoints")));
        origin = surroundings.resumeFrom();
        this.clock = clock;
        this.out = out;
    }

    static TrainCommand of(List<String> words, Surroundings surroundings, InstantSource clock, PrintStream out) {
        List<String> all = new ArrayList<>();
        surroundings.seed().ifPresent(seed -> all.add(TrainSettings.SEED + "=" + seed));
        all.addAll(words); // the later word wins
        TrainSettings settings = TrainSettings.of(Arguments.parse(all, TrainSettings.KEYS));
        return new TrainCommand(settings, surroundings, clock, out);
    }

    /// Trains to the end, or until asked to stop: then up to the end of the epoch. Either way the last state is saved.
    void run(StopSignal stop) {
        out.println("training %s: %,d steps".formatted(settings.run(), settings.totalTimesteps()));
        Trainer trainer = new Trainer(settings);
        new Continuation(checkpoints, origin, out).restore(trainer);
        long startStep = trainer.step();
        Instant start = clock.instant();
        Map<String, Object> row = Map.of("step", trainer.step(), "epoch", trainer.epoch());
        while (!trainer.done() && !stop.asked()) {
            Losses losses = advance(trainer);
            Duration spent = Duration.between(start, clock.instant());
            row = row(trainer, losses, (trainer.step() - startStep) / Math.max(1e-3, spent.toMillis() / 1e3));
            metrics.append(row);
            if (trainer.epoch() % EPOCHS_PER_LINE == 0) {
                out.println(progress(trainer, row));
            }
            if (trainer.epoch() % settings.checkpointInterval() == 0) {
                save(trainer);
            }
        }
        save(trainer);
        out.println(JsonLine.of(row));
    }

    private Losses advance(Trainer trainer) {
        try {
            return trainer.advance();
        } catch (ArenaException diverged) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("step", trainer.step());
            row.put("epoch", trainer.epoch());
            row.put("error", String.valueOf(diverged.getMessage()));
            metrics.append(row);
            throw diverged;
        }
    }

    private void save(Trainer trainer) {
        if (trainer.epoch() > 0) {
            checkpoints.save(Checkpoint.of(trainer, origin), trainer.epoch());
        }
    }

    private static Map<String, Object> row(Trainer trainer, Losses losses, double stepsPerSecond) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", trainer.step());
        row.put("epoch", trainer.epoch());
        if (!trainer.recent.none()) {
            row.put("experience/rewards", trainer.recent.meanReward());
            row.put("env_agent/heart.gained", trainer.recent.meanHearts());
        }
        row.put("losses/policy", losses.policy());
        row.put("losses/value", losses.value());
        row.put("losses/entropy", losses.entropy());
        row.put("losses/approx_kl", losses.divergence());
        row.put("losses/clipfrac", losses.clipped());
        row.put("overview/sps", Math.rint(stepsPerSecond));
        return row;
    }

    private String progress(Trainer trainer, Map<String, Object> row) {
        return String.format(
                Locale.ROOT,
                "%s: epoch %d, %,d of %,d steps, %s steps/s, heart.gained %s",
                settings.run(),
                trainer.epoch(),
                trainer.step(),
                settings.totalTimesteps(),
                String.valueOf(row.get("overview/sps")),
                trainer.recent.none() ? "-" : String.format(Locale.ROOT, "%.3f", trainer.recent.meanHearts()));
    }
}
