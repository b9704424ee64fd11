package metta.sweep.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import metta.sweep.recipe.ProgramOption;

/// What a sweep may try of a program's option, by its name and what it usually is. A guess, for a person to
/// look over.
final class Suggested {
    private static final Pattern WORTH_TUNING = Pattern.compile(
            "lr|.*learning.?rate.*|.*weight.?decay.*|.*dropout.*|.*momentum.*|.*gamma.*|.*lambda.*|.*coef.*|.*alpha.*"
                    + "|.*beta.*|.*hidden.*|.*width.*|.*depth.*|.*layers.*|.*batch.?size.*|.*temperature.*|.*clip.*"
                    + "|.*warmup.*|.*smoothing.*|.*optimizer.*|.*trees.*|.*estimators.*");
    private static final double WIDEST_SHARE = 0.999;

    private Suggested() {}

    /// Whether it looks like something that is worth a sweep.
    static boolean worthTuning(ProgramOption option) {
        var last = option.name().substring(option.name().lastIndexOf('.') + 1);
        return WORTH_TUNING.matcher(last.toLowerCase(Locale.ROOT)).matches()
                && option.several().isEmpty()
                && values(option).isPresent();
    }

    /// Whether the program says what it takes where it is told nothing, and that is one of the suggested values.
    static boolean hasDefault(ProgramOption option) {
        return option.usual()
                .filter(usual -> option.choices().size() < 2 || option.choices().contains(usual))
                .isPresent();
    }

    /// The same values as a parameter with its default, where that is known.
    static Object around(ProgramOption option) {
        var values = values(option).orElseThrow();
        if (!hasDefault(option)) {
            return values;
        }
        var parameter = new LinkedHashMap<String, Object>();
        if (values instanceof Map<?, ?> range) {
            range.forEach((key, value) -> parameter.put(String.valueOf(key), value));
        } else {
            parameter.put("values", values);
        }
        parameter.put("default", option.usual().orElseThrow());
        return parameter;
    }

    /// A range around what it usually is, or its choices; empty where nothing can be guessed.
    static Optional<Object> values(ProgramOption option) {
        if (option.choices().size() > 1) {
            return Optional.of(option.choices());
        }
        return option.usual().flatMap(usual -> switch (usual) {
            case Boolean _ -> Optional.of(List.of(true, false));
            case Long whole -> whole(whole);
            case Double real -> real(real);
            default -> Optional.empty();
        });
    }

    private static Optional<Object> whole(long usual) {
        if (usual < 1) {
            return Optional.empty();
        }
        boolean power = usual >= 4 && Long.bitCount(usual) == 1;
        var range = new LinkedHashMap<String, Object>();
        if (power) {
            range.put("distribution", "uniform_pow2");
        }
        range.put("min", power ? usual / 4 : Math.max(1, usual / 2));
        range.put("max", power ? usual * 4 : usual * 2);
        return Optional.of(range);
    }

    private static Optional<Object> real(double usual) {
        if (usual <= 0) {
            return Optional.empty();
        }
        boolean share = usual >= 0.5 && usual < 1;
        return Optional.of(share ? share(usual) : logarithmic(usual));
    }

    /// What lies between a half and one is mostly a discount, or a share of something.
    private static Map<String, Object> share(double usual) {
        var range = new LinkedHashMap<String, Object>();
        range.put("min", 0.5);
        range.put("max", Math.max(WIDEST_SHARE, usual));
        return range;
    }

    private static Map<String, Object> logarithmic(double usual) {
        var range = new LinkedHashMap<String, Object>();
        range.put("min", rounded(usual / 10));
        range.put("max", rounded(usual * 10));
        range.put("log", true);
        return range;
    }

    /// With two digits that count.
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1e", value));
    }
}
