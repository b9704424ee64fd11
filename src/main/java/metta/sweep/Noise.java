package metta.sweep;

/// How much scores of one configuration differ by chance, as far as it is known.
///
/// @param variance of single runs, taken to be the same for all trials; 0 while nothing is known
/// @param degrees of freedom that the variance rests on: further seeds, all trials together
public record Noise(double variance, int degrees) {
    /// With fewer, scores that happen to be alike would pass for scores without chance.
    private static final int FEWEST_DEGREES = 3;

    /// Whether enough is known of it to tell a difference from chance.
    public boolean known() {
        return degrees >= FEWEST_DEGREES;
    }

    /// What chance alone adds to the difference of two means, on average: its standard error.
    ///
    /// @param seeds how many the one is of
    /// @param others how many the other is of
    public double ofDifference(int seeds, int others) {
        return Math.sqrt(variance / seeds + variance / others);
    }
}
