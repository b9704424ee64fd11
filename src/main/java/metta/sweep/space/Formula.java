package metta.sweep.space;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// An expression over the values of parameters, such as `base_lr * batch_size / 256` or
/// `minibatch_size <= batch_size`.
///
/// Numbers are decimal, with 34 digits. Two formulas are equal if their texts are.
public final class Formula {
    private final String text;
    private final FormulaText source;
    private final Expression expression;
    private final ASTNode root;
    private final Set<String> names;

    /// @throws InvalidFormulaException if the text is no expression
    public Formula(String text) {
        this.text = text;
        source = FormulaText.of(text);
        expression = new Expression(source.spelt(), FormulaLanguage.CONFIGURATION);
        try {
            root = expression.getAbstractSyntaxTree();
        } catch (ParseException e) {
            throw new InvalidFormulaException("'%s' is no expression: %s, at character %d"
                    .formatted(text, source.read(String.valueOf(e.getMessage())), e.getStartPosition()));
        }
        names = Collections.unmodifiableSet(names(root));
    }

    public String text() {
        return text;
    }

    /// The parameters whose values it needs, in the order they occur.
    public Set<String> names() {
        return names;
    }

    /// What comes out: a Long where all that went in is whole and nothing divides it, else a Double; a
    /// Boolean or a String likewise. Nothing where a name has no value, or nothing finite comes out.
    ///
    /// @param values by the parameter's name
    public Optional<Object> value(Function<String, Optional<Object>> values) {
        return value(root, names, values);
    }

    /// Why nothing comes out though every name has a value; nothing where something does.
    Optional<String> complaint(Function<String, Optional<Object>> values) {
        try {
            boolean given = names().stream().allMatch(each -> values.apply(each).isPresent());
            return !given || evaluated(root, names, values).isPresent()
                    ? Optional.empty()
                    : Optional.of("it is not finite");
        } catch (EvaluationException | ArithmeticException e) {
            return Optional.of(source.read(String.valueOf(e.getMessage())));
        }
    }

    /// Whether it holds; nothing where that cannot be said.
    public Optional<Boolean> truth(Function<String, Optional<Object>> values) {
        return value(values).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /// What is left of a parameter's range where this is to hold, as far as it compares the parameter
    /// itself with something that has a value.
    Interval narrowed(String name, Interval range, Function<String, Optional<Object>> values) {
        return narrowed(root, name, range, values);
    }

    private Interval narrowed(ASTNode node, String name, Interval range, Function<String, Optional<Object>> values) {
        if (node.getParameters().size() != 2) {
            return range;
        }
        var left = node.getParameters().getFirst();
        var right = node.getParameters().getLast();
        return switch (node.getToken().getValue()) {
            case "&&" -> narrowed(right, name, narrowed(left, name, range, values), values);
            case "<=", "<", ">=", ">" -> compared(node, name, range, values);
            default -> range;
        };
    }

    private Interval compared(ASTNode node, String name, Interval range, Function<String, Optional<Object>> values) {
        var left = node.getParameters().getFirst();
        var right = node.getParameters().getLast();
        String word = node.getToken().getValue();
        boolean strict = word.length() == 1;
        boolean less = word.startsWith("<");
        var onTheLeft = limit(left, right, name, values);
        return onTheLeft
                .or(() -> limit(right, left, name, values))
                .map(limit -> less == onTheLeft.isPresent()
                        ? range.below(strict ? Math.nextDown(limit) : limit)
                        : range.above(strict ? Math.nextUp(limit) : limit))
                .orElse(range);
    }

    /// The value of a side that is compared with nothing but the parameter.
    private Optional<Double> limit(
            ASTNode parameter, ASTNode side, String name, Function<String, Optional<Object>> values) {
        var needed = names(side);
        return isName(parameter) && name(parameter).equals(name) && !needed.contains(name)
                ? value(side, needed, values)
                        .filter(Number.class::isInstance)
                        .map(each -> ((Number) each).doubleValue())
                : Optional.empty();
    }

    private Set<String> names(ASTNode node) {
        var names = new LinkedHashSet<String>();
        if (isName(node)) {
            names.add(name(node));
        }
        node.getParameters().forEach(each -> names.addAll(names(each)));
        return names;
    }

    private static boolean isName(ASTNode node) {
        return node.getToken().getType() == Token.TokenType.VARIABLE_OR_CONSTANT
                && !FormulaLanguage.CONSTANTS.containsKey(node.getToken().getValue());
    }

    private String name(ASTNode node) {
        return Objects.requireNonNull(source.names().get(node.getToken().getValue()));
    }

    private Optional<Object> value(ASTNode node, Set<String> needed, Function<String, Optional<Object>> values) {
        try {
            return evaluated(node, needed, values);
        } catch (EvaluationException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private Optional<Object> evaluated(ASTNode node, Set<String> needed, Function<String, Optional<Object>> values)
            throws EvaluationException {
        try {
            var copy = expression.copy();
            boolean whole = true;
            for (var each : source.names().entrySet()) {
                if (needed.contains(each.getValue())) {
                    var value = values.apply(each.getValue());
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    whole &= !(value.get() instanceof Double);
                    copy.getDataAccessor().setData(each.getKey(), FormulaLanguage.value(value.get()));
                }
            }
            return plain(copy.evaluateSubtree(node), node, whole);
        } catch (ParseException e) {
            throw new IllegalStateException("it was parsed before", e);
        }
    }

    /// Whether a number that comes out of it is meant as a whole one.
    private static boolean keepsWhole(ASTNode node, boolean values) {
        String word = node.getToken().getValue().toLowerCase(Locale.ROOT);
        return switch (node.getToken().getType()) {
            case NUMBER_LITERAL -> word.chars().allMatch(Character::isDigit);
            case FUNCTION ->
                FormulaLanguage.WHOLE.contains(word)
                        || (FormulaLanguage.KEEPING.contains(word) && allKeepWhole(node, values));
            case INFIX_OPERATOR -> !word.equals("/") && allKeepWhole(node, values);
            default -> values && allKeepWhole(node, values);
        };
    }

    private static boolean allKeepWhole(ASTNode node, boolean values) {
        return node.getParameters().stream().allMatch(each -> keepsWhole(each, values));
    }

    private static Optional<Object> plain(EvaluationValue value, ASTNode node, boolean whole) {
        if (value.isBooleanValue()) {
            return Optional.of(value.getBooleanValue());
        }
        if (value.isStringValue()) {
            return Optional.of(value.getStringValue());
        }
        return value.isNumberValue() ? number(value.getNumberValue(), keepsWhole(node, whole)) : Optional.empty();
    }

    private static Optional<Object> number(BigDecimal number, boolean whole) {
        if (whole && number.stripTrailingZeros().scale() <= 0) {
            return Optional.of(number.longValueExact());
        }
        double real = number.doubleValue();
        return Double.isFinite(real) ? Optional.of(real + 0.0) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula formula && formula.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
