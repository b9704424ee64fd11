package metta.sweep.bench;

import java.lang.management.ManagementFactory;
import metta.sweep.store.Stores;

/// A whole sweep of very many runs on very many workers, with a store in memory: what an iteration costs as the runs
/// grow. `<runs> <workers>`; prints rows of a Markdown table.
final class ScaleRun {
    private ScaleRun() {}

    public static void main(String[] args) {
        var sweep = new VirtualSweep(Stores.inMemory(), "scale", Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        int mark = 1_000;
        int ticks = 0;
        long spent = 0;
        boolean ended = false;
        while (!ended) {
            long before = System.nanoTime();
            ended = sweep.tick();
            spent += System.nanoTime() - before;
            ticks++;
            int size = sweep.size();
            if (size >= mark || ended) {
                System.out.printf(
                        "| %,d | %d | %.1f ms | %d MB | %s |%n", size, ticks, spent / 1e6 / ticks, heap(), sweep.age());
                mark = size < 100_000 ? 100_000 : size + 100_000;
                ticks = 0;
                spent = 0;
            }
        }
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() >> 20;
    }
}
