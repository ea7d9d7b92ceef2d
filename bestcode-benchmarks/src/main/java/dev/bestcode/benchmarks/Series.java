package dev.bestcode.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// What something costs at growing sizes, and how fast the cost grows.
final class Series {
    private final String name;
    private final String claim;
    private final String sizeUnit;
    private final String costUnit;
    private final List<Point> points = new ArrayList<>();

    private record Point(double size, double cost) {}

    /// @param claim how it is meant to grow, such as `O(1)`
    Series(String name, String claim, String sizeUnit, String costUnit) {
        this.name = name;
        this.claim = claim;
        this.sizeUnit = sizeUnit;
        this.costUnit = costUnit;
    }

    void add(double size, double cost) {
        points.add(new Point(size, cost));
    }

    static String[] heads() {
        return new String[] {"what", "claim", "from", "to", "cost", "exponent"};
    }

    /// One line for a summary.
    String[] cells() {
        return new String[] {
            name,
            claim,
            Figures.whole(points.getFirst().size()) + " " + sizeUnit,
            Figures.whole(points.getLast().size()) + " " + sizeUnit,
            "%s to %s %s"
                    .formatted(
                            Figures.decimal(points.getFirst().cost()),
                            Figures.decimal(points.getLast().cost()),
                            costUnit),
            Figures.decimal(exponent())
        };
    }

    /// All points.
    Table table() {
        var table = new Table(name + ": " + claim, sizeUnit, costUnit, "ratio per doubling");
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            table.row(
                    Figures.whole(point.size()),
                    Figures.decimal(point.cost()),
                    i == 0 ? Figures.NONE : Figures.decimal(perDoubling(points.get(i - 1), point)));
        }
        return table;
    }

    private static double perDoubling(Point a, Point b) {
        double doublings = Math.log(b.size() / a.size()) / Math.log(2);
        return Math.pow(b.cost() / a.cost(), 1 / doublings);
    }

    /// The slope of a straight line through the points on logarithmic scales, by least squares.
    double exponent() {
        double n = points.size();
        double meanX = points.stream().mapToDouble(Series::x).sum() / n;
        double meanY = points.stream().mapToDouble(Series::y).sum() / n;
        double covariance = 0;
        double variance = 0;
        for (var point : points) {
            covariance += (x(point) - meanX) * (y(point) - meanY);
            variance += (x(point) - meanX) * (x(point) - meanX);
        }
        return covariance / variance;
    }

    private static double x(Point point) {
        return Math.log(point.size());
    }

    private static double y(Point point) {
        return Math.log(point.cost());
    }
}
