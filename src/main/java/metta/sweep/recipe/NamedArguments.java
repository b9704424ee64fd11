package metta.sweep.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import metta.sweep.JobDefinition;

/// All that a job is told by name, in order: the recipe's arguments, those of the job, the hyperparameters. A name
/// appears once: a hyperparameter's stands in the hyperparameter's place, with its value.
///
/// @param resumeArgs of a training that goes on from a checkpoint; else none
record NamedArguments(Step step, Macros macros, Map<String, Object> resumeArgs) {
    Map<String, Object> of(JobDefinition job) {
        Map<String, Object> named = new LinkedHashMap<>();
        step.args().forEach((name, value) -> named.put(name, filled(value)));
        resumeArgs.forEach((name, value) -> named.put(name, filled(value)));
        named.putAll(job.args());
        named.keySet().removeAll(job.overrides().keySet());
        named.putAll(job.overrides());
        return named;
    }

    private Object filled(Object value) {
        return value instanceof String text ? macros.fill(text) : value;
    }
}
