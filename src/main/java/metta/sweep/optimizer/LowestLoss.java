package metta.sweep.optimizer;

import java.util.List;

/// To go below the lowest loss of the first objective, see [Improvement].
record LowestLoss() implements Aim {
    private static final int CENTERS = 5;
    private static final int FANTASIES = 16;

    @Override
    public List<Integer> objectives(List<Evidence.Item> telling) {
        return List.of(0);
    }

    @Override
    public double kept(List<Evidence.Item> items, int objective) {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public List<Evidence.Item> best(List<Evidence.Item> items, int count) {
        return items.stream().sorted(Evidence.Item.BEST_FIRST).limit(count).toList();
    }

    @Override
    public List<Evidence.Item> centers(List<Evidence.Item> items) {
        return best(Evidence.best(items, CENTERS), CENTERS);
    }

    @Override
    public TrustRegion region(
            List<Evidence.Item> centers, List<Evidence.Item> items, int number, int startup, List<KernelFit> fits) {
        boolean[] successes = new boolean[items.size()];
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < successes.length; i++) {
            successes[i] = items.get(i).loss() < lowest;
            lowest = Math.min(lowest, items.get(i).loss());
        }
        return new TrustRegion(centers.getFirst(), successes, startup, fits);
    }

    @Override
    public int fantasies(int objectives) {
        return FANTASIES;
    }

    @Override
    public Acquisition acquisition(List<LossModel> known, List<LossModel> imagining, boolean near) {
        return new Improvement(imagining.getFirst().process());
    }

    @Override
    public String gain() {
        return "largest expected improvement";
    }

    @Override
    public String model() {
        return "a Gaussian process";
    }
}
