package metta.sweep.space;

/// A text is no expression, or one over names that there are not. Fix the sweep's file.
public final class InvalidFormulaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidFormulaException(String message) {
        super(message);
    }
}
