package metta.sweep.arena;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Arrays of floats in a checkpoint: the length, then the numbers, bit for bit.
final class Floats {
    private Floats() {}

    static void write(DataOutput out, float[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (float number : numbers) {
            out.writeFloat(number);
        }
    }

    /// Fills `numbers`, which must have the length that was written.
    static void read(DataInput in, float[] numbers) throws IOException {
        int length = in.readInt();
        if (length != numbers.length) {
            throw new IOException("%d numbers where %d belong".formatted(length, numbers.length));
        }
        for (int i = 0; i < length; i++) {
            numbers[i] = in.readFloat();
        }
    }
}
