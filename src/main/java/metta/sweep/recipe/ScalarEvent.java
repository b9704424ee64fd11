package metta.sweep.recipe;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import metta.sweep.recipe.LineParser.Values;

/// The step and the scalars of one of TensorBoard's events; images, histograms, texts and the like are passed over.
///
/// The fields are those of `tensorflow/core/util/event.proto` and `tensorflow/core/framework/summary.proto`.
final class ScalarEvent {
    private static final int STEP = Fields.tag(2, Fields.VARINT);
    private static final int SUMMARY = Fields.tag(5, Fields.BYTES);
    private static final int VALUE = Fields.tag(1, Fields.BYTES);

    private final CodedInputStream in;
    private final String run;
    private final Predicate<String> kept;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private long step;

    private ScalarEvent(CodedInputStream in, String run, Predicate<String> kept) {
        this.in = in;
        this.run = run;
        this.kept = kept;
    }

    /// What the bytes of an event say.
    ///
    /// @param run stands before the names, unless it is empty
    /// @param kept by its name, whether a scalar is wanted: an event may have more of them than there is memory for
    /// @throws com.google.protobuf.InvalidProtocolBufferException if they are no event
    static Values read(ByteBuffer event, String run, Predicate<String> kept) throws IOException {
        var reader = new ScalarEvent(CodedInputStream.newInstance(event), run, kept);
        Fields.read(reader.in, reader::field);
        return new Values(Optional.of(reader.step), reader.values);
    }

    private boolean field(int tag) throws IOException {
        if (tag == STEP) {
            step = in.readInt64();
            return true;
        }
        return tag == SUMMARY && Fields.nested(in, each -> each == VALUE && value());
    }

    private boolean value() throws IOException {
        var value = new SummaryValue(in);
        Fields.nested(in, value::field);
        var name = run.isEmpty() ? value.tag() : run + "/" + value.tag();
        value.scalar().filter(_ -> kept.test(name)).ifPresent(scalar -> values.put(name, scalar));
        return true;
    }
}
