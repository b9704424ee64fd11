package metta.sweep.arena;

/// How an update went, as means over the samples of its last pass.
///
/// @param value the critic's mean squared error
/// @param divergence an estimate of the divergence of the new policy from the one that played
/// @param clipped the share of samples whose ratio lay outside the clip
record Losses(double policy, double value, double entropy, double divergence, double clipped) {
    boolean finite() {
        return Double.isFinite(policy + value + entropy + divergence);
    }
}
