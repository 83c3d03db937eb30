package dev.mediakeep.benchmarks;

import java.util.Collection;
import java.util.List;

/** The figures that one side reached, one a round. */
final class Samples {
  private final List<Double> sorted;

  private Samples(List<Double> sorted) {
    this.sorted = sorted;
  }

  static Samples of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("figures must not be empty");
    }
    return new Samples(figures.stream().sorted().toList());
  }

  double median() {
    return quantile(0.5);
  }

  double min() {
    return sorted.getFirst();
  }

  double max() {
    return sorted.getLast();
  }

  /** The figure below which this share of all lies, between two of them where it falls so. */
  double quantile(double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  int count() {
    return sorted.size();
  }
}
