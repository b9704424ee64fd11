package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.optimizer.Coordinate.Line;

/// The coordinates of a space that are places on a line, numbered from 0 by themselves.
///
/// @param places where each is among all coordinates
record Lines(List<Integer> places, List<Line> lines) {
    Lines {
        places = List.copyOf(places);
        lines = List.copyOf(lines);
    }

    static Lines of(List<Coordinate> coordinates) {
        var places = new ArrayList<Integer>();
        var lines = new ArrayList<Line>();
        for (int i = 0; i < coordinates.size(); i++) {
            if (coordinates.get(i) instanceof Line line) {
                places.add(i);
                lines.add(line);
            }
        }
        return new Lines(places, lines);
    }

    int size() {
        return lines.size();
    }

    boolean takesPart(int line, Point point) {
        return point.has(places.get(line));
    }

    /// Where a point lies on a line that takes part there.
    double at(int line, Point point) {
        return point.at(places.get(line));
    }

    boolean counted(int line) {
        return step(line) > 0;
    }

    double step(int line) {
        return lines.get(line).step();
    }

    /// The end of the part of a counted line that has the same value as `at`, toward 0.
    double cellStart(int line, double at) {
        double step = step(line);
        return step * Math.min(Math.floor(at / step), Math.rint(1 / step) - 1);
    }

    double[] centers() {
        return lines.stream().mapToDouble(Line::center).toArray();
    }
}
