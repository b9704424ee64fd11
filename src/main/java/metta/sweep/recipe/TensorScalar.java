package metta.sweep.recipe;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// A tensor that is a single number: `tensorflow/core/framework/tensor.proto`.
final class TensorScalar {
    private static final int TYPE = Fields.tag(1, Fields.VARINT);
    private static final int SHAPE = Fields.tag(2, Fields.BYTES);
    private static final int DIMENSION = Fields.tag(2, Fields.BYTES);
    private static final int SIZE = Fields.tag(1, Fields.VARINT);
    private static final int CONTENT = Fields.tag(4, Fields.BYTES);
    private static final int FLOAT = 5;
    private static final int DOUBLE = 6;
    private static final int INT = 7;
    private static final int INT64 = 10;
    private static final int HALF = 13;

    private final CodedInputStream in;
    private int type;
    private boolean single = true;
    private int count;
    private double number;
    private byte[] content = {};

    TensorScalar(CodedInputStream in) {
        this.in = in;
    }

    /// Reads the next number of a list.
    private interface Next {
        double read() throws IOException;
    }

    boolean field(int tag) throws IOException {
        if (tag == TYPE) {
            type = in.readEnum();
        } else if (tag == SHAPE) {
            Fields.nested(in, each -> each == DIMENSION && Fields.nested(in, this::dimension));
        } else if (tag == CONTENT) {
            content = in.readByteArray();
        } else {
            return listed(tag, FLOAT, Fields.FIXED32, in::readFloat)
                    || listed(tag, DOUBLE, Fields.FIXED64, in::readDouble)
                    || listed(tag, INT, Fields.VARINT, in::readInt32)
                    || listed(tag, INT64, Fields.VARINT, in::readInt64)
                    || listed(tag, HALF, Fields.VARINT, in::readInt32);
        }
        return true;
    }

    private boolean dimension(int tag) throws IOException {
        if (tag == SIZE) {
            single &= in.readInt64() == 1;
            return true;
        }
        return false;
    }

    /// Numbers stand one by one, or packed behind each other.
    private boolean listed(int tag, int field, int form, Next next) throws IOException {
        if (tag == Fields.tag(field, form)) {
            add(next);
        } else if (tag == Fields.tag(field, Fields.BYTES)) {
            int outer = in.pushLimit(in.readRawVarint32());
            while (!in.isAtEnd()) {
                add(next);
            }
            in.popLimit(outer);
        } else {
            return false;
        }
        return true;
    }

    private void add(Next next) throws IOException {
        number = next.read();
        count++;
    }

    /// The number; nothing if it is none, or there are several.
    Optional<Double> value() {
        return TensorType.of(type).filter(_ -> single && count <= 1).flatMap(it -> {
            if (count == 1) {
                return Optional.of(it.listed(number));
            }
            var bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            return Optional.of(bytes).filter(each -> each.limit() == it.size()).map(it::stored);
        });
    }
}
