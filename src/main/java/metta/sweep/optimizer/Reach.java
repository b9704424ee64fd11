package metta.sweep.optimizer;

import metta.sweep.optimizer.Coordinate.Line;

/// How far from the best so far a model looks for the next trial, and along which coordinates.
///
/// Of few lines two trials are chosen near the best, the next two anywhere, so that of every other trial
/// too half is near. Of many lines none is chosen anywhere: there is too much of it, and what a model
/// knows least of lies in the corners. Instead every other trial goes downhill.
enum Reach {
    ANYWHERE("anywhere"),

    /// With few coordinates moved, see [TrustRegion].
    NEAR("near the best"),

    /// With all lines moved at once, see [TrustRegion#downhill].
    DOWNHILL("downhill from the best");

    private static final int FEW = 10;

    private final String words;

    Reach(String words) {
        this.words = words;
    }

    static Reach amongFew(int number) {
        return number / 2 % 2 == 1 ? NEAR : ANYWHERE;
    }

    static Reach amongMany(int number) {
        return number % 2 == 1 ? NEAR : DOWNHILL;
    }

    /// Whether a space has many lines, without those that take part under a condition.
    static boolean many(ModelSpace space) {
        var names = space.space().freeNames();
        int lines = 0;
        for (int i = 0; i < names.size(); i++) {
            boolean always = !space.space().conditions().containsKey(names.get(i));
            lines += always && space.coordinates().get(i) instanceof Line ? 1 : 0;
        }
        return lines > FEW;
    }

    /// For people.
    @Override
    public String toString() {
        return words;
    }
}
