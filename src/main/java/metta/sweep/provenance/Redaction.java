package metta.sweep.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes secrets out of what is kept.
public final class Redaction {
    /// Stands where a secret was.
    public static final String SECRET = "(secret)";

    private static final Set<String> WORDS = Set.of(
            "key",
            "keys",
            "pass",
            "sshpass",
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
    /// A name and its value, in quotes or not: `wandb.key=x`, `--api-key=x`, `"secret": "x y"`, `AccountKey=x==;`.
    private static final Pattern SETTING = Pattern.compile(
            "(?<![A-Za-z0-9_.-])(-{0,2}[A-Za-z_][A-Za-z0-9_.-]*+)([\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^&;,}\\s\"']+)");

    /// Numbers are parameters, and so are the names of places.
    private static final Pattern HARMLESS_VALUE = Pattern.compile("[-+0-9.eE]{1,24}|true|false|null|//.*");

    private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9+/=._~-]{6,}");
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
        plain = CREDENTIALS.matcher(plain).replaceAll("$1$2" + SECRET);
        return SETTING.matcher(plain)
                .replaceAll(each -> Matcher.quoteReplacement(
                        secretSetting(each.group(1))
                                        && !HARMLESS_VALUE
                                                .matcher(each.group(3))
                                                .matches()
                                ? each.group(1) + each.group(2) + quoted(each.group(3))
                                : each.group()));
    }

    private static String quoted(String value) {
        var quote = value.substring(0, 1).replaceAll("[^\"']", "");
        return quote + SECRET + quote;
    }

    /// The last word decides: `key_dim` is none.
    private static boolean secretSetting(String name) {
        var words = BORDER.split(name, -1);
        return words.length > 0 && !HARMLESS.contains(name) && secretWord(words[words.length - 1]);
    }

    private static boolean secret(String name) {
        return !HARMLESS.contains(name) && BORDER.splitAsStream(name).anyMatch(Redaction::secretWord);
    }

    private static boolean secretWord(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT))
                || ENDS.matcher(word).matches();
    }
}
