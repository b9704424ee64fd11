package metta.sweep.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL database, as in `postgresql://user:password@host:port/database?sslmode=require`.
///
/// @param word the address without the password: what is shown and stored
/// @param jdbcUrl the address as the driver reads it, without user and password
public record PostgresAddress(String word, String jdbcUrl, Optional<String> user, Optional<String> password)
        implements StorePlace {
    private static final Pattern MEANT = Pattern.compile("(?i)postgres(ql)?:.*", Pattern.DOTALL);
    private static final Pattern SHAPE =
            Pattern.compile("postgres(?:ql)?://(?:([^:@/]*)(?::(.*))?@)?([^@/?#\\s]*)/([^@/?#\\s]+)(?:\\?([^#\\s]*))?");
    private static final Pattern SECRET_USER_INFO = Pattern.compile("(?i)(postgres(?:ql)?://[^:@/\\s]*):.*@");
    private static final Pattern SECRET_SETTING = Pattern.compile("(?i)([?&][a-z]*password=)[^&\\s]*");

    /// Whether the text is an address of this kind, however wrong.
    static boolean isMeant(String text) {
        return MEANT.matcher(text).matches();
    }

    /// Reads an address.
    ///
    /// @throws IllegalArgumentException if it is none; the message holds no password
    static PostgresAddress parse(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no address of a PostgreSQL database; it is written postgresql://USER@HOST:PORT/DATABASE"
                            .formatted(Spelling.shown(withoutSecrets(text))));
        }
        var settings = Optional.ofNullable(parts.group(5)).stream()
                .flatMap(query -> Arrays.stream(query.split("&", -1)))
                .filter(each -> !each.isEmpty())
                .toList();
        if (settings.stream().anyMatch(each -> each.matches("(?i)(user|[a-z]*password)=.*"))) {
            throw new IllegalArgumentException(
                    "user and password of %s stand before its host, or in PGPASSWORD or ~/.pgpass, not among the settings"
                            .formatted(Spelling.shown(withoutSecrets(text))));
        }
        var rest = "%s/%s%s".formatted(parts.group(3), parts.group(4), query(settings));
        var user = part(parts.group(1));
        var shown = user.isEmpty() ? rest : parts.group(1) + "@" + rest;
        return new PostgresAddress("postgresql://" + shown, "jdbc:postgresql://" + rest, user, part(parts.group(2)));
    }

    private static String query(Iterable<String> settings) {
        var joined = String.join("&", settings);
        return joined.isEmpty() ? "" : "?" + joined;
    }

    private static Optional<String> part(@Nullable String encoded) {
        return Optional.ofNullable(encoded)
                .filter(each -> !each.isEmpty())
                .map(each -> URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /// The text with the passwords of all such addresses in it left out.
    public static String withoutSecrets(String text) {
        var plain = SECRET_USER_INFO.matcher(text).replaceAll("$1@");
        return SECRET_SETTING.matcher(plain).replaceAll("$1");
    }

    /// The address without the password.
    @Override
    public String toString() {
        return word;
    }
}
