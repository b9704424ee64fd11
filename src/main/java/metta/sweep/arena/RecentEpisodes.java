package metta.sweep.arena;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// The episodes that ended last, for the metrics.
final class RecentEpisodes {
    private static final int MOST = 24;

    private final Deque<Episode> episodes = new ArrayDeque<>();

    void add(Episode episode) {
        episodes.addLast(episode);
        if (episodes.size() > MOST) {
            episodes.removeFirst();
        }
    }

    boolean none() {
        return episodes.isEmpty();
    }

    double meanHearts() {
        return episodes.stream().mapToDouble(Episode::hearts).average().orElseThrow();
    }

    double meanReward() {
        return episodes.stream().mapToDouble(Episode::reward).average().orElseThrow();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(episodes.size());
        for (Episode episode : episodes) {
            out.writeDouble(episode.hearts());
            out.writeDouble(episode.reward());
        }
    }

    void read(DataInput in) throws IOException {
        episodes.clear();
        for (int left = in.readInt(); left > 0; left--) {
            episodes.addLast(new Episode(in.readDouble(), in.readDouble()));
        }
    }
}
