package metta.sweep.space;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A formula as people write it, and the same as the expression library spells it: it knows no dots in
/// names, and neither Python's words for its operators nor names between backquotes.
///
/// @param names what each spelling of a name stands for
record FormulaText(String spelt, Map<String, String> names) {
    private static final Pattern TOKEN = Pattern.compile("""
            (?<text>"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')
            |(?<number>(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
            |`(?<quoted>[^`]+)`
            |(?<word>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*)(?<call>\\s*\\()?
            |(?<power>\\*\\*)""", Pattern.COMMENTS);

    /// A letter that looks like a dot.
    private static final char DOT = '\uA4F8';

    /// Words for operators, as long as what they stand for so that positions stay the same.
    private static final Map<String, String> OPERATORS = Map.of("and", "&& ", "or", "||", "not", "!  ");

    FormulaText {
        names = new LinkedHashMap<>(names);
    }

    static FormulaText of(String text) {
        var names = new LinkedHashMap<String, String>();
        var spelt = TOKEN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(spell(found, names)));
        return new FormulaText(spelt, names);
    }

    /// The library's words about it, as people would read them.
    String read(String message) {
        var read = message;
        for (var each : names.entrySet()) {
            read = read.replace(each.getKey(), each.getValue());
        }
        return read;
    }

    private static String spell(MatchResult found, Map<String, String> names) {
        var quoted = found.group("quoted");
        var word = found.group("word");
        if (quoted != null) {
            return named("quoted" + DOT + names.size(), quoted, names);
        }
        if (word != null && OPERATORS.containsKey(word)) {
            return OPERATORS.get(word) + found.group().substring(word.length());
        }
        if (word != null && found.group("call") == null && !FormulaLanguage.CONSTANTS.containsKey(word)) {
            return named(word.replace('.', DOT), word, names);
        }
        return found.group("power") == null ? found.group() : "^ ";
    }

    private static String named(String spelling, String name, Map<String, String> names) {
        names.put(spelling, name);
        return spelling;
    }
}
