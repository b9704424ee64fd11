package metta.sweep.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Where a sweep's facts are kept: in the sweep's folder, or in a database that stands elsewhere.
public sealed interface StorePlace permits StoreType, PostgresAddress {
    /// The place as a file or a command line names it.
    ///
    /// @throws IllegalArgumentException if there is no such place; the message holds no password
    static StorePlace parse(String text) {
        if (PostgresAddress.isMeant(text)) {
            return PostgresAddress.parse(text);
        }
        for (var type : StoreType.values()) {
            if (type.word().equals(text)) {
                return type;
            }
        }
        List<String> known = new ArrayList<>(
                Arrays.stream(StoreType.values()).map(StoreType::word).toList());
        known.add("postgresql://USER@HOST/DATABASE");
        throw new IllegalArgumentException("unknown store '%s'%s"
                .formatted(Spelling.shown(PostgresAddress.withoutSecrets(text)), Spelling.hint(text, known)));
    }

    /// The place as [#parse] reads it, without secrets.
    String word();

    /// The word in lower case that stands for a constant.
    static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
