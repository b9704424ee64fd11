package metta.sweep.arena;

/// The sizes of the network, and where each of its matrices lies in the one array that holds all parameters.
///
/// The two hidden layers are stored input by input (row i: the weights that go out from input i), the heads output
/// by output: so every row is `hidden` long, and no inner loop is short.
record PolicyShape(int features, int hidden, int actions) {
    PolicyShape {
        if (features < 1 || hidden < 1 || actions < 1) {
            throw new IllegalArgumentException(
                    "a network needs inputs, units and actions, got %d, %d, %d".formatted(features, hidden, actions));
        }
    }

    /// features×hidden, at the very front.
    int firstWeights() {
        return 0;
    }

    int firstBias() {
        return features * hidden;
    }

    /// hidden×hidden.
    int secondWeights() {
        return firstBias() + hidden;
    }

    int secondBias() {
        return secondWeights() + hidden * hidden;
    }

    /// actions×hidden.
    int actorWeights() {
        return secondBias() + hidden;
    }

    int actorBias() {
        return actorWeights() + hidden * actions;
    }

    /// 1×hidden.
    int criticWeights() {
        return actorBias() + actions;
    }

    int criticBias() {
        return criticWeights() + hidden;
    }

    /// The number of parameters.
    int size() {
        return criticBias() + 1;
    }
}
