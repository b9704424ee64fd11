package metta.sweep.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.FailureKind;
import metta.sweep.config.Failures.Policy;
import metta.sweep.config.Failures.Then;

/// Reads what a sweep does about jobs that fail.
final class FailuresReader {
    private static final int MOST = 1_000_000;

    private FailuresReader() {}

    static Failures read(YamlNode node) {
        var map = node.map();
        var standard = Failures.DEFAULT;
        var policies = new EnumMap<FailureKind, Policy>(standard.policies());
        policies.replaceAll((kind, policy) -> map.find(kind.name().toLowerCase(Locale.ROOT))
                .map(each -> policy(each, policy))
                .orElse(policy));
        var backoff = map.find("backoff").flatMap(YamlNode::duration).orElse(standard.backoff());
        int stopFirst =
                map.find("stop_first").flatMap(each -> each.count(1, MOST)).orElse(standard.stopFirst());
        int stopAfter =
                map.find("stop_after").flatMap(each -> each.count(1, MOST)).orElse(standard.stopAfter());
        map.rejectUnknownKeys();
        return new Failures(policies, backoff, stopFirst, stopAfter);
    }

    /// A map, or in short what becomes of the run.
    private static Policy policy(YamlNode node, Policy standard) {
        if (!node.isMap()) {
            return new Policy(standard.retries(), then(node).orElse(standard.then()));
        }
        var map = node.map();
        int retries = map.find("retries").flatMap(each -> each.count(0, MOST)).orElse(standard.retries());
        var then = map.find("then").flatMap(FailuresReader::then).orElse(standard.then());
        map.rejectUnknownKeys();
        return new Policy(retries, then);
    }

    private static Optional<Then> then(YamlNode node) {
        return node.oneOf("end", Then.values());
    }

    /// As plain values that are read back to equal ones.
    static Map<String, Object> toTree(Failures failures) {
        var tree = new LinkedHashMap<String, Object>();
        failures.policies().forEach((kind, policy) -> {
            var each = new LinkedHashMap<String, Object>();
            each.put("retries", policy.retries());
            each.put("then", policy.then().name().toLowerCase(Locale.ROOT));
            tree.put(kind.name().toLowerCase(Locale.ROOT), each);
        });
        tree.put("backoff", Durations.toTree(failures.backoff()));
        tree.put("stop_first", failures.stopFirst());
        tree.put("stop_after", failures.stopAfter());
        return tree;
    }
}
