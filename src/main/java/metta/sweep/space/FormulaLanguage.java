package metta.sweep.space;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.CeilingFunction;
import com.ezylang.evalex.functions.basic.FloorFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.functions.basic.RoundFunction;
import com.ezylang.evalex.operators.AbstractOperator;
import com.ezylang.evalex.operators.InfixOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.booleans.InfixGreaterEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterOperator;
import com.ezylang.evalex.operators.booleans.InfixLessEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixLessOperator;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/// What a formula may say: arithmetic, comparisons, truth values and a few functions; nothing that reaches outside, and
/// nothing that differs from one machine to the next.
final class FormulaLanguage {
    static final Map<String, EvaluationValue> CONSTANTS = constants();

    /// Functions whose results are whole.
    static final Set<String> WHOLE = Set.of("floor", "ceil", "round", "int");

    /// Functions whose results are whole where all that they are given is.
    static final Set<String> KEEPING = Set.of("min", "max", "abs", "if");

    static final ExpressionConfiguration CONFIGURATION = ExpressionConfiguration.builder()
            .mathContext(MathContext.DECIMAL128)
            .functionDictionary(functions())
            .defaultConstants(CONSTANTS)
            .arraysAllowed(false)
            .structuresAllowed(false)
            .binaryAllowed(false)
            .implicitMultiplicationAllowed(false)
            .singleQuoteStringLiteralsAllowed(true)
            .build()
            .withAdditionalOperators(
                    Map.entry("<", new Ordering(new InfixLessOperator())),
                    Map.entry("<=", new Ordering(new InfixLessEqualsOperator())),
                    Map.entry(">", new Ordering(new InfixGreaterOperator())),
                    Map.entry(">=", new Ordering(new InfixGreaterEqualsOperator())));

    private FormulaLanguage() {}

    static EvaluationValue value(Object value) {
        return switch (value) {
            case Long whole -> EvaluationValue.numberValue(BigDecimal.valueOf(whole));
            case Double real -> EvaluationValue.numberValue(BigDecimal.valueOf(real));
            case Boolean flag -> EvaluationValue.booleanValue(flag);
            default -> EvaluationValue.stringValue(value.toString());
        };
    }

    private static Map<String, EvaluationValue> constants() {
        var constants = new TreeMap<String, EvaluationValue>(String.CASE_INSENSITIVE_ORDER);
        constants.put("true", EvaluationValue.TRUE);
        constants.put("false", EvaluationValue.FALSE);
        return constants;
    }

    private static FunctionDictionaryIfc functions() {
        var functions = new MapBasedFunctionDictionary();
        functions.addFunction("min", new MinFunction());
        functions.addFunction("max", new MaxFunction());
        functions.addFunction("abs", new AbsFunction());
        functions.addFunction("if", new IfFunction());
        functions.addFunction("floor", new FloorFunction());
        functions.addFunction("ceil", new CeilingFunction());
        functions.addFunction("int", new FloorFunction());
        functions.addFunction("round", new RoundFunction());
        functions.addFunction("sqrt", new Real(StrictMath::sqrt));
        functions.addFunction("exp", new Real(StrictMath::exp));
        functions.addFunction("log", new Real(StrictMath::log));
        functions.addFunction("log10", new Real(StrictMath::log10));
        functions.addFunction("log2", new Real(x -> StrictMath.log(x) / StrictMath.log(2)));
        return functions;
    }

    /// A comparison of what has an order: a number and a text have none.
    @InfixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_COMPARISON)
    private static final class Ordering extends AbstractOperator {
        private final OperatorIfc comparison;

        Ordering(OperatorIfc comparison) {
            this.comparison = comparison;
        }

        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands)
                throws EvaluationException {
            if (operands[0].isStringValue() != operands[1].isStringValue()) {
                throw new EvaluationException(token, "'%s' needs two numbers or two texts".formatted(token.getValue()));
            }
            return comparison.evaluate(expression, token, operands);
        }
    }

    /// A function of one real number. What is not finite is no value.
    @FunctionParameter(name = "value")
    private static final class Real extends AbstractFunction {
        private final DoubleUnaryOperator function;

        Real(DoubleUnaryOperator function) {
            this.function = function;
        }

        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... parameters) {
            double result =
                    function.applyAsDouble(parameters[0].getNumberValue().doubleValue());
            if (!Double.isFinite(result)) {
                throw new ArithmeticException("not finite");
            }
            return EvaluationValue.numberValue(BigDecimal.valueOf(result));
        }
    }
}
