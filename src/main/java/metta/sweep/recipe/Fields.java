package metta.sweep.recipe;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;

/// Takes those fields of a protocol buffer that somebody wants, without any code made from its description.
@FunctionalInterface
interface Fields {
    /// How a field's value is written.
    int VARINT = 0;

    int FIXED64 = 1;
    int BYTES = 2;
    int FIXED32 = 5;

    /// The tag that stands before a field's value.
    static int tag(int number, int form) {
        return number << 3 | form;
    }

    /// Reads the value of a field that is wanted.
    ///
    /// @return whether it is, and was read
    boolean take(int tag) throws IOException;

    /// Reads all fields up to the end of the message; those that are not wanted are passed over.
    ///
    /// @throws InvalidProtocolBufferException if it is no protocol buffer
    static void read(CodedInputStream in, Fields wanted) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!wanted.take(tag) && !in.skipField(tag)) {
                throw new InvalidProtocolBufferException("a group ends that has not begun");
            }
        }
    }

    /// Reads the message that is the value of a field.
    static boolean nested(CodedInputStream in, Fields wanted) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        read(in, wanted);
        in.popLimit(outer);
        return true;
    }
}
