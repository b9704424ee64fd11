package metta.sweep.dispatcher;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The GPUs and CPUs of this machine that belong to one attempt, by number from 0.
record Slots(List<Integer> gpus, List<Integer> cpus) {
    static final Slots NONE = new Slots(List.of(), List.of());

    Slots {
        gpus = List.copyOf(gpus);
        cpus = List.copyOf(cpus);
    }

    static Slots parse(Map<String, String> fields) {
        return new Slots(numbers(fields.getOrDefault("gpus", "")), numbers(fields.getOrDefault("cpus", "")));
    }

    String format() {
        return "gpus=%s\ncpus=%s\n".formatted(join(gpus), join(cpus));
    }

    static String join(List<?> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> numbers(String text) {
        return Stream.of(text.split(",", -1))
                .filter(each -> !each.isBlank())
                .map(Integer::valueOf)
                .toList();
    }
}
