package metta.sweep.cli;

import java.util.ArrayList;
import metta.sweep.recipe.ProgramOption;
import metta.sweep.telemetry.Values;

/// A line of a first sweep.yaml about what a program can be told.
record OptionLine(ProgramOption option) {
    private static final String REQUIRED = "required: the program does not start without it";
    private static final String UNKNOWN = "nobody said what it usually is";

    /// As a parameter that is varied.
    String varied() {
        return "  %s: %s%s".formatted(key(), FlowText.of(Suggested.around(option)), remarks(!usable()));
    }

    /// As a comment: what the parameter would be, or why it is none.
    String commented() {
        if (option.several().isPresent()) {
            var usual = Values.plain(option.several().get());
            return "  # %s is left out, because it takes several values%s; they belong into the recipe's command%s"
                    .formatted(key(), usual.isBlank() ? "" : " (usually %s)".formatted(usual), remarks(false));
        }
        if (option.name().endsWith("seed")) {
            return "  # %s is left out, because each run has a seed: `args: {%s: \"${seed}\"}` in the recipe passes it on%s"
                    .formatted(key(), key(), remarks(false));
        }
        if (option.choices().size() > 1) {
            return "  # %s: %s%s".formatted(key(), FlowText.of(Suggested.around(option)), remarks(false));
        }
        var usual = option.usual().map(FlowText::of).map(" "::concat).orElse("");
        return "  # %s:%s%s".formatted(key(), usual, remarks(!usable()));
    }

    private String key() {
        return FlowText.key(option.name());
    }

    private boolean usable() {
        return Suggested.hasDefault(option);
    }

    private String remarks(boolean unknown) {
        var remarks = new ArrayList<String>();
        if (option.required()) {
            remarks.add(REQUIRED);
        } else if (unknown) {
            remarks.add(UNKNOWN);
        }
        option.flag()
                .ifPresent(style ->
                        remarks.add("a flag: it needs `booleans: %s` beside `style` in the recipe".formatted(style)));
        if (!option.help().isEmpty()) {
            remarks.add(Values.plain(option.help()));
        }
        return remarks.isEmpty() ? "" : "  # " + String.join("; ", remarks);
    }
}
