package dev.mediakeep.media;

import dev.mediakeep.error.Rules;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The words that a media item is filed under, each once, in their own order; compared exactly.
 *
 * @param values at most 64, each 1 to 100 characters on one line
 */
public record Tags(NavigableSet<String> values) {
  public static final Tags NONE = of(List.of());

  private static final int MAX_TAGS = 64;
  private static final int MAX_CHARS = 100;

  public Tags {
    Rules.inRange("tags", values.size(), 0, MAX_TAGS);
    values.forEach(tag -> Rules.name("tags", tag, MAX_CHARS));
    values = Collections.unmodifiableNavigableSet(inNaturalOrder(values));
  }

  /** A copy without the comparator that a sorted source brings along. */
  private static NavigableSet<String> inNaturalOrder(Collection<String> values) {
    return new TreeSet<>(values);
  }

  public static Tags of(Collection<String> values) {
    return new Tags(new TreeSet<>(values));
  }

  public static Tags of(String... values) {
    return of(List.of(values));
  }
}
