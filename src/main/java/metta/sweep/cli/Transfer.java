package metta.sweep.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.Lease;
import metta.sweep.Ordered;
import metta.sweep.Piece;
import metta.sweep.SweepInfo;
import metta.sweep.config.StorePlace;

/// What changes of a sweep when it goes into another store: which store its configuration names, and its lease.
final class Transfer {
    /// Further than any sweep is ever taken over: controllers of the store that was lost may have gone on after the
    /// snapshot, and none of their epochs may count in the new one.
    static final long FAR = 1_000_000;

    private static final int MANY = 1 << 20;

    private Transfer() {}

    /// By how much the epoch rises when a snapshot is restored. One snapshot may be restored several times, and
    /// controllers of an earlier restoration may live on: none of their epochs may count either, and those of
    /// later restorations are greater. So it rises to the microseconds since 1970; where the clock lies behind,
    /// by a distance that is left to chance.
    static long leap(long epoch, Instant now, RandomGenerator chance) {
        long further = FAR * (1 + chance.nextInt(MANY));
        return Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, now) - epoch, further);
    }

    /// Whether it is one sweep, in two stores. Names do not tell: each folder has its own.
    static boolean sameSweep(SweepInfo one, SweepInfo other) {
        return one.createdAt().equals(other.createdAt()) && one.seed() == other.seed();
    }

    /// The pieces as they are for the store in `place`, held by nobody.
    ///
    /// @param leap by how much the epoch rises
    static Iterable<Piece> into(StorePlace place, Iterable<Piece> pieces, long leap) {
        return () -> {
            var all = pieces.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public Piece next() {
                    var piece = all.next();
                    return piece instanceof Piece.Head head ? head(head, place, leap) : piece;
                }
            };
        };
    }

    private static Piece.Head head(Piece.Head head, StorePlace place, long leap) {
        var sweep = head.sweep();
        var there = new SweepInfo(
                sweep.sweepId(),
                Ordered.merge(sweep.config(), Map.of("store", place.word())),
                sweep.recipe(),
                sweep.seed(),
                sweep.createdAt(),
                sweep.state(),
                sweep.reason(),
                sweep.amendments());
        var lease = new Lease(head.lease().epoch() + leap, 0, Optional.empty());
        return new Piece.Head(there, head.revision() + 1, head.commands(), lease);
    }
}
