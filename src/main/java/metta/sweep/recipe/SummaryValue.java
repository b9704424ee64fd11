package metta.sweep.recipe;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Optional;

/// One value of a summary: a number in the old form, or a tensor that is for the plugin of scalars. What is a single
/// number and for no plugin by name counts as well: programs may name the plugin once only.
final class SummaryValue {
    private static final String SCALARS = "scalars";
    private static final int TAG = Fields.tag(1, Fields.BYTES);
    private static final int SIMPLE = Fields.tag(2, Fields.FIXED32);
    private static final int TENSOR = Fields.tag(8, Fields.BYTES);
    private static final int METADATA = Fields.tag(9, Fields.BYTES);
    private static final int PLUGIN = Fields.tag(1, Fields.BYTES);
    private static final int PLUGIN_NAME = Fields.tag(1, Fields.BYTES);

    private final CodedInputStream in;
    private String tag = "";
    private String plugin = "";
    private Optional<Double> simple = Optional.empty();
    private Optional<Double> tensor = Optional.empty();

    SummaryValue(CodedInputStream in) {
        this.in = in;
    }

    String tag() {
        return tag;
    }

    Optional<Double> scalar() {
        return simple.or(() -> tensor.filter(_ -> plugin.isEmpty() || plugin.equals(SCALARS)));
    }

    boolean field(int field) throws IOException {
        if (field == TAG) {
            tag = in.readString();
        } else if (field == SIMPLE) {
            simple = Optional.of((double) in.readFloat());
        } else if (field == TENSOR) {
            var read = new TensorScalar(in);
            Fields.nested(in, read::field);
            tensor = read.value();
        } else {
            return field == METADATA && Fields.nested(in, this::metadata);
        }
        return true;
    }

    private boolean metadata(int field) throws IOException {
        return field == PLUGIN && Fields.nested(in, this::plugin);
    }

    private boolean plugin(int field) throws IOException {
        if (field == PLUGIN_NAME) {
            plugin = in.readString();
            return true;
        }
        return false;
    }
}
