package metta.sweep.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import metta.sweep.StoreException;

/// Names of files for ids. Any id has its own name, and no name leaves its directory.
final class FileNames {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    private static final int LONGEST = 200;

    private FileNames() {}

    /// The id itself where it is made of ASCII letters, digits, `_`, `-` and inner dots; any other byte of its UTF-8
    /// becomes `%` and two hexadecimal digits, whatever the system's locale could have written.
    static String of(String id) {
        var name = new StringBuilder();
        for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = PLAIN.indexOf(c) >= 0;
            if (plain && !(c == '.' && name.isEmpty())) {
                name.append(c);
            } else {
                name.append("%%%02x".formatted((int) c));
            }
        }
        if (name.length() > LONGEST) {
            throw new StoreException(
                    StoreException.Kind.BROKEN, "'%s' is too long for the name of a file".formatted(id));
        }
        return name.isEmpty() ? "%" : name.toString();
    }

    /// The id that has the given name.
    static String id(String name) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); i++) {
            boolean encoded = name.charAt(i) == '%' && i + 2 < name.length() && hexadecimal(name, i + 1);
            bytes.write(encoded ? Integer.parseInt(name.substring(i + 1, i + 3), 16) : name.charAt(i));
            i += encoded ? 2 : 0;
        }
        return name.equals("%") ? "" : bytes.toString(StandardCharsets.UTF_8);
    }

    /// Whether two such digits stand there: other programs name folders as they like.
    private static boolean hexadecimal(String name, int at) {
        return Character.digit(name.charAt(at), 16) >= 0 && Character.digit(name.charAt(at + 1), 16) >= 0;
    }
}
