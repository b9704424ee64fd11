package metta.sweep.provenance;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Takes secrets out of what is kept.
public final class Redaction {
    /// Stands where a secret was.
    public static final String SECRET = "(secret)";

    private static final Pattern NAMES = Pattern.compile("(?i)passw|passphrase|apikey"
            + "|(^|_)(key|token|secret|auth|pwd|cookie|session|credentials?|signature|webhook)($|_)");

    /// Those whose names have such a word in them all the same.
    private static final Set<String> HARMLESS = Set.of("PWD", "SSH_AUTH_SOCK");

    private static final Pattern IN_ADDRESS = Pattern.compile("(://)[^/@\\s]+@");
    private static final Pattern IN_SETTING = Pattern.compile(
            "(?i)((?:[a-z0-9]+[-_])*(?:password|passwd|secret|token|api[-_]?key)\\s*[=:]\\s*)[^&;\\s]+");

    private Redaction() {}

    /// The variables by name, secrets left out: those whose names say so, and passwords in addresses and settings.
    public static Map<String, String> of(Map<String, String> environment) {
        var plain = new TreeMap<String, String>();
        environment.forEach((name, value) -> plain.put(name, secret(name) ? SECRET : text(value)));
        return plain;
    }

    /// A text without the secrets that can be told by what stands before them.
    public static String text(String text) {
        var addresses = IN_ADDRESS.matcher(text).replaceAll("$1" + SECRET + "@");
        return IN_SETTING.matcher(addresses).replaceAll("$1" + SECRET);
    }

    private static boolean secret(String name) {
        return NAMES.matcher(name).find() && !HARMLESS.contains(name);
    }
}
