package metta.sweep.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;
import metta.sweep.analysis.Forecast.Course;
import metta.sweep.analysis.Forecast.Plan;
import metta.sweep.analysis.Forecast.Sample;

/// One sweep played through, by the rules that a real one keeps to: a trial is begun only if what is left of the hours
/// pays for it besides those that run, each taken to need what those before have needed on average; and what runs when
/// they are used up is stopped.
final class Play {
    /// What sums of hours may be wrong by.
    private static final double DUST = 1e-9;

    private final Plan plan;
    private final PriorityQueue<Job> running =
            new PriorityQueue<>((one, other) -> Double.compare(one.end(), other.end()));
    private final Queue<Trial> waiting = new ArrayDeque<>();
    private final List<Trial> unended = new ArrayList<>();
    private double now;
    private double spent;
    private double hoursOfEnded;
    private int ended;
    private int begun;
    private int trainings;

    Play(Plan plan) {
        this.plan = plan;
        this.hoursOfEnded = plan.before().stream().mapToDouble(Sample::total).sum();
    }

    /// A trial that has not ended.
    private static final class Trial {
        private final Sample takes;
        private double took;

        Trial(Sample takes) {
            this.takes = takes;
        }
    }

    /// A job that ends at some hour.
    private record Job(Trial trial, double end, boolean training) {}

    /// @param draw says what the next trial takes
    Course play(Supplier<Sample> draw) {
        while (true) {
            begin(draw);
            evaluate();
            if (running.isEmpty()) {
                return new Course(ended, now, spent);
            }
            var next = running.element();
            double until = Math.min(plan.hours(), now + (plan.jobHours() - spent) / running.size());
            boolean cut = next.end() > until + DUST;
            pass(cut ? until : next.end());
            if (cut) {
                return new Course(ended, now, spent);
            }
            end(running.remove());
        }
    }

    private void begin(Supplier<Sample> draw) {
        while (trainings < plan.slots() && begun < plan.trials() && affordable()) {
            var trial = new Trial(draw.get());
            unended.add(trial);
            running.add(new Job(trial, now + trial.takes.training(), true));
            begun++;
            trainings++;
        }
    }

    private void evaluate() {
        while (running.size() - trainings < plan.evals() && !waiting.isEmpty()) {
            var trial = waiting.remove();
            running.add(new Job(trial, now + trial.takes.evaluation(), false));
        }
    }

    /// While no trial has ended, nobody knows what one needs.
    private boolean affordable() {
        double left = plan.jobHours() - spent;
        int known = ended + plan.before().size();
        if (known == 0 || Double.isInfinite(left)) {
            return left > 0;
        }
        double typical = hoursOfEnded / known;
        double reserved = unended.stream()
                .mapToDouble(each -> Math.max(0, typical - each.took))
                .sum();
        return left > 0 && left - reserved + DUST >= typical;
    }

    private void pass(double to) {
        double time = Math.max(0, to - now);
        running.forEach(job -> job.trial().took += time);
        spent += time * running.size();
        now = Math.max(now, to);
    }

    private void end(Job job) {
        var trial = job.trial();
        trainings -= job.training() ? 1 : 0;
        if (job.training() && trial.takes.evaluation() > 0) {
            waiting.add(trial);
        } else {
            unended.remove(trial);
            hoursOfEnded += trial.takes.total();
            ended++;
        }
    }
}
