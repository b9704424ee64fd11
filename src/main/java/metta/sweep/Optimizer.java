package metta.sweep;

import java.util.List;
import metta.sweep.space.Configuration;

/// Decides what to try next. A pure function: the same arguments give the same suggestions, in any process, at any
/// time.
public interface Optimizer {
    /// `count` suggestions for the trials numbered from `first`; fewer only where the space is exhausted.
    ///
    /// Chance comes from [Problem#random] of the trial's number.
    ///
    /// @param observations what ended runs taught, by run number
    /// @param pending configurations of runs that have not ended, by run number
    List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count);
}
