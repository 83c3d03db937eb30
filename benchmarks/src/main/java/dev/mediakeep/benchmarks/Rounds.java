package dev.mediakeep.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets two sides take turns, so that what changes on the machine meanwhile meets both. The first
 * rounds of each warm up and do not count; who begins alternates.
 */
final class Rounds {
  /** Runs one round and answers its figure. */
  interface Side {
    double round() throws Exception;
  }

  /** What the two reached. */
  record Pair(Samples reference, Samples subject) {}

  private final int warmUps;
  private final int counted;

  Rounds(int warmUps, int counted) {
    this.warmUps = warmUps;
    this.counted = counted;
  }

  Pair run(Side reference, Side subject) throws Exception {
    List<Double> references = new ArrayList<>();
    List<Double> subjects = new ArrayList<>();
    for (int round = 0; round < warmUps + counted; round++) {
      List<Double> ofReference = round < warmUps ? new ArrayList<>() : references;
      List<Double> ofSubject = round < warmUps ? new ArrayList<>() : subjects;
      if (round % 2 == 0) {
        ofReference.add(reference.round());
        ofSubject.add(subject.round());
      } else {
        ofSubject.add(subject.round());
        ofReference.add(reference.round());
      }
    }
    return new Pair(Samples.of(references), Samples.of(subjects));
  }
}
