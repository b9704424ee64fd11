package metta.sweep.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Dispatcher.Capacity;

/// What this machine has, and what its GPUs are called.
///
/// @param gpuNames as CUDA_VISIBLE_DEVICES lists them, by slot
record LocalCapacity(Capacity total, List<String> gpuNames) {
    LocalCapacity {
        gpuNames = List.copyOf(gpuNames);
    }

    /// All CPUs that the JVM may use; the GPUs that CUDA_VISIBLE_DEVICES names, or all there are.
    static LocalCapacity detect(Map<String, String> environment, Path devices) {
        var names = names(environment, devices);
        return new LocalCapacity(new Capacity(Runtime.getRuntime().availableProcessors(), names.size()), names);
    }

    /// As many as somebody said, under the names that the machine gives them where it has them.
    static LocalCapacity of(Capacity stated, Map<String, String> environment, Path devices) {
        var names = names(environment, devices);
        return new LocalCapacity(
                stated,
                IntStream.range(0, stated.gpus())
                        .mapToObj(slot -> slot < names.size() ? names.get(slot) : Integer.toString(slot))
                        .toList());
    }

    /// What people call each GPU.
    List<String> slots() {
        return IntStream.range(0, total.gpus()).mapToObj(this::slot).toList();
    }

    /// What people call a GPU.
    String slot(int gpu) {
        return "GPU " + (gpu < gpuNames.size() ? gpuNames.get(gpu) : Integer.toString(gpu));
    }

    /// The GPUs that people call this.
    Set<Integer> gpus(Collection<String> named) {
        return IntStream.range(0, total.gpus())
                .filter(gpu -> named.contains(slot(gpu)))
                .boxed()
                .collect(Collectors.toSet());
    }

    /// The variable that shows a program its GPUs and no others. Without GPUs on the machine nothing needs hiding.
    Map<String, String> visibleGpus(List<Integer> given) {
        return total.gpus() == 0
                ? Map.of()
                : Map.of(
                        "CUDA_VISIBLE_DEVICES",
                        Slots.join(given.stream().map(gpuNames::get).toList()));
    }

    private static List<String> names(Map<String, String> environment, Path devices) {
        var visible = environment.get("CUDA_VISIBLE_DEVICES");
        if (visible != null) {
            return Stream.of(visible.split(",", -1))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList();
        }
        try (var entries = Files.newDirectoryStream(devices, "nvidia[0-9]*")) {
            var names = new ArrayList<String>();
            for (var _ : entries) {
                names.add(Integer.toString(names.size()));
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for GPUs in " + devices + ": " + e.getMessage(), e);
        }
    }
}
