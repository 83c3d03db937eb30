package dev.mediakeep.ops;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
final class Spelling {
  private static final int CHARS_A_SLIP = 3;

  private Spelling() {}

  /**
   * The candidate that the word was most likely meant to be: at most one slip in three characters,
   * where a slip is a character too much, too few, wrong, or two swapped. The first of equals.
   */
  static Optional<String> nearest(String word, Collection<String> candidates) {
    int most = Math.max(1, word.length() / CHARS_A_SLIP);
    return candidates.stream()
        .filter(candidate -> slips(word, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> slips(word, candidate)));
  }

  /** The question that follows a complaint about the word; empty where nothing comes near. */
  static String question(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> " (did you mean '" + near + "'?)").orElse("");
  }

  /** The optimal string alignment distance. */
  private static int slips(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    int wrong = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    least = Math.min(least, cost[i - 1][j - 1] + wrong);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
