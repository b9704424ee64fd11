package metta.sweep.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Takes secrets out of what is kept.
public final class Redaction {
    /// Stands where a secret was.
    public static final String SECRET = "(secret)";

    private static final Set<String> WORDS = Set.of(
            "key",
            "keys",
            "pass",
            "pwd",
            "pat",
            "auth",
            "cookie",
            "cookies",
            "session",
            "credential",
            "credentials",
            "signature",
            "webhook",
            "private");

    /// Of words that are written together, as in GITHUBTOKEN.
    private static final Pattern ENDS =
            Pattern.compile("(?i).*(tokens?|secrets?|password|passwd|passphrase|apikey|webhook)$|.*passw.*");

    /// Those whose names have such a word in them all the same.
    private static final Set<String> HARMLESS = Set.of("PWD", "SSH_AUTH_SOCK");

    /// Where one word of a name ends and the next begins.
    private static final Pattern BORDER = Pattern.compile("[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])");

    private static final Pattern IN_ADDRESS = Pattern.compile("(://)(?:[^\\s/@:]*:\\S*|[^\\s/@:]+)@");
    private static final Pattern IN_SETTING =
            Pattern.compile("(?i)((?:password|passwd|secret|token|api[-_]?key)[\"']?\\s*[=:]\\s*[\"']?)[^&;,}\\s\"']+");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)\\S+");
    private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][-A-Za-z0-9_.]*");

    private Redaction() {}

    /// The variables by name, secrets left out: those whose names say so, and passwords in addresses and settings.
    public static Map<String, String> of(Map<String, String> environment) {
        var plain = new TreeMap<String, String>();
        environment.forEach((name, value) -> plain.put(name, secret(name) ? SECRET : text(value)));
        return plain;
    }

    /// A command line, secrets left out: what follows an option whose name says so, and what is in a word as in
    /// [#text].
    public static List<String> of(List<String> words) {
        var plain = new ArrayList<String>();
        boolean secretNext = false;
        for (var word : words) {
            boolean option = OPTION.matcher(word).matches();
            plain.add(secretNext && !option ? SECRET : text(word));
            secretNext = option && secret(word);
        }
        return plain;
    }

    /// A text without the secrets that can be told by what stands before them.
    public static String text(String text) {
        var plain = IN_ADDRESS.matcher(text).replaceAll("$1" + SECRET + "@");
        plain = IN_SETTING.matcher(plain).replaceAll("$1" + SECRET);
        return BEARER.matcher(plain).replaceAll("$1" + SECRET);
    }

    private static boolean secret(String name) {
        return !HARMLESS.contains(name)
                && BORDER.splitAsStream(name)
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .anyMatch(word ->
                                WORDS.contains(word) || ENDS.matcher(word).matches());
    }
}
