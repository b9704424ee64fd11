package metta.sweep.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

/// Several sweeps in one store, each with a controller and a connection of its own that looks after its
/// workers without a pause: how many iterations the store carries in all. `<folder> <sweeps> <workers>
/// <seconds> <store>`; prints cells of a Markdown table.
final class ManySweeps {
    private static final int ENOUGH = 10_000_000;

    /// So many iterations pass until jobs end evenly.
    private static final int WARM_UP = 200;

    private ManySweeps() {}

    /// @param ticks how long each took, in nanoseconds
    private record Done(List<Long> ticks, int runs) {}

    public static void main(String[] args) throws Exception {
        int sweeps = Integer.parseInt(args[1]);
        int workers = Integer.parseInt(args[2]);
        long seconds = Long.parseLong(args[3]);
        var tasks = new ArrayList<Callable<Done>>();
        var warm = new CyclicBarrier(sweeps);
        for (int i = 1; i <= sweeps; i++) {
            var name = "many_%d_%d".formatted(sweeps, i);
            tasks.add(() -> drive(args[4], Path.of(args[0]), name, workers, seconds * 1_000_000_000L, warm));
        }
        var ticks = new ArrayList<Long>();
        long runs = 0;
        try (var controllers = Executors.newFixedThreadPool(sweeps)) {
            for (var done : controllers.invokeAll(tasks)) {
                ticks.addAll(done.get().ticks());
                runs += done.get().runs();
            }
        }
        ticks.sort(null);
        double each = (double) ticks.size() / seconds;
        System.out.printf(
                "%d | %d | %.0f | %.0f | %.1f ms | %.1f ms | %,.0f%n",
                sweeps,
                workers,
                each,
                (double) runs / seconds,
                ticks.get(ticks.size() / 2) / 1e6,
                ticks.get(ticks.size() * 99 / 100) / 1e6,
                each * VirtualSweep.PAUSE.toSeconds());
    }

    private static Done drive(String place, Path folder, String name, int workers, long nanos, CyclicBarrier warm)
            throws Exception {
        try (var store = Places.open(place, folder)) {
            var sweep = new VirtualSweep(store, name, ENOUGH, workers);
            for (int i = 0; i < WARM_UP; i++) {
                sweep.tick();
            }
            warm.await();
            int before = sweep.size();
            var ticks = new ArrayList<Long>();
            for (long start = System.nanoTime(), last = start; last - start < nanos; ) {
                sweep.tick();
                long now = System.nanoTime();
                ticks.add(now - last);
                last = now;
            }
            return new Done(ticks, sweep.size() - before);
        }
    }
}
