package metta.sweep.recipe;

/// A text that can be looked at only so often, which bounds the time that a regular expression spends on it.
final class LimitedText implements CharSequence {
    private final String text;
    private int looks;

    LimitedText(String text, int looks) {
        this.text = text;
        this.looks = looks;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (looks-- <= 0) {
            throw new ExhaustedException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /// The text was looked at too often.
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
