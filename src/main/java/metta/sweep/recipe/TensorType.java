package metta.sweep.recipe;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What the numbers of a tensor are: those of `tensorflow/core/framework/types.proto` that scalars are written as.
enum TensorType {
    FLOAT(1, Float.BYTES),
    DOUBLE(2, Double.BYTES),
    INT32(3, Integer.BYTES),
    INT64(9, Long.BYTES),
    BFLOAT16(14, Short.BYTES),
    HALF(19, Short.BYTES);

    private final int code;
    private final int size;

    TensorType(int code, int size) {
        this.code = code;
        this.size = size;
    }

    static Optional<TensorType> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /// In bytes.
    int size() {
        return size;
    }

    /// The number in its bytes.
    double stored(ByteBuffer bytes) {
        return switch (this) {
            case FLOAT -> bytes.getFloat(0);
            case DOUBLE -> bytes.getDouble(0);
            case INT32 -> bytes.getInt(0);
            case INT64 -> bytes.getLong(0);
            case BFLOAT16, HALF -> listed(bytes.getShort(0));
        };
    }

    /// The number by what stands for it in a list: the bits of short ones, other ones themselves.
    double listed(double given) {
        return switch (this) {
            case BFLOAT16 -> Float.intBitsToFloat((int) given << Short.SIZE);
            case HALF -> Float.float16ToFloat((short) (int) given);
            case FLOAT, DOUBLE, INT32, INT64 -> given;
        };
    }
}
