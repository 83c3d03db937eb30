package dev.mediakeep.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * What the units of a group changed in memory beside the database: taken back when the database
 * takes back what they wrote. Used by the writer's thread only.
 */
final class UndoLog {
  private final List<Runnable> steps = new ArrayList<>();

  /** Notes how to take back what was just done. */
  void add(Runnable inverse) {
    steps.add(inverse);
  }

  /** Where the log has come to. */
  int mark() {
    return steps.size();
  }

  /** Takes back what was done since the mark, the last first. */
  void undoTo(int mark) {
    for (int last = steps.size() - 1; last >= mark; last--) {
      steps.remove(last).run();
    }
  }

  /** What was done is in the database for good. */
  void forget() {
    steps.clear();
  }
}
