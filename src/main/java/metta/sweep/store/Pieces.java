package metta.sweep.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Piece;
import metta.sweep.StoreException;

/// What all stores do alike with pieces of sweeps.
final class Pieces {
    private Pieces() {}

    /// The first of them.
    static Piece.Head head(Iterable<Piece> pieces) {
        var all = pieces.iterator();
        if (all.hasNext() && all.next() instanceof Piece.Head head) {
            return head;
        }
        throw new StoreException(StoreException.Kind.BROKEN, "the pieces of a sweep do not begin with its head");
    }

    /// Makes pieces of a job's points, as large as they may be.
    static final class Points implements Consumer<MetricPoint> {
        private final JobId job;
        private final Consumer<Piece> taker;
        private final List<MetricPoint> waiting = new ArrayList<>();

        Points(JobId job, Consumer<Piece> taker) {
            this.job = job;
            this.taker = taker;
        }

        @Override
        public void accept(MetricPoint point) {
            waiting.add(point);
            if (waiting.size() == Piece.MOST_POINTS) {
                flush();
            }
        }

        /// Hands over what is left.
        void flush() {
            if (!waiting.isEmpty()) {
                taker.accept(new Piece.Points(job, waiting));
                waiting.clear();
            }
        }
    }

    /// Refuses what was loaded if it does not read back as it came.
    static void requireSame(Fingerprint.Print given, Fingerprint.Print found, String place) {
        if (!given.equals(found)) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s does not give back what was written: %s were given (%s), %s read back (%s); nothing was changed there"
                            .formatted(place, given.words(), given.sha256(), found.words(), found.sha256()));
        }
    }
}
