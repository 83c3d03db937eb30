package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.ops.FileOutcome.Reason;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of files. Not thread-safe. */
final class AddTally {
  private final Map<ErrorCode, Refusals> refusals = new EnumMap<>(ErrorCode.class);
  private final Map<Reason, Long> skips = new EnumMap<>(Reason.class);
  private long added;
  private long addedBytes;
  private long existing;
  private long interrupted;

  /**
   * Files that were refused for the same reason.
   *
   * @param example the one whose path comes first
   */
  record Refusals(long count, FileOutcome.Refused example) {
    Refusals plus(Refusals other) {
      boolean earlier = other.example.file().compareTo(example.file()) < 0;
      return new Refusals(count + other.count, earlier ? other.example : example);
    }
  }

  void count(FileOutcome outcome) {
    switch (outcome) {
      case FileOutcome.Added file -> {
        added++;
        addedBytes += file.bytes();
      }
      case FileOutcome.Existing file -> existing++;
      case FileOutcome.Refused file ->
          refusals.merge(file.problem().code(), new Refusals(1, file), Refusals::plus);
      case FileOutcome.Skipped file -> skips.merge(file.reason(), 1L, Long::sum);
      case FileOutcome.Interrupted file -> interrupted++;
    }
  }

  long added() {
    return added;
  }

  long addedBytes() {
    return addedBytes;
  }

  long existing() {
    return existing;
  }

  long interrupted() {
    return interrupted;
  }

  long refused() {
    return refusals.values().stream().mapToLong(Refusals::count).sum();
  }

  long skipped() {
    return skips.values().stream().mapToLong(Long::longValue).sum();
  }

  Map<ErrorCode, Refusals> refusals() {
    return refusals;
  }

  Map<Reason, Long> skips() {
    return skips;
  }
}
