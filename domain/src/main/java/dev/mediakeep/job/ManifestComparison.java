package dev.mediakeep.job;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a manifest and the store know of the same job, held against each other. */
final class ManifestComparison {
  /** Which of the two knows more. */
  enum Relation {
    /** The store has all that the manifest tells. */
    KNOWN,
    /** The manifest tells all that the store has, and more. */
    AHEAD,
    /** Each has something that the other has not. */
    APART
  }

  private ManifestComparison() {}

  /*
   * Who knows more?
   *
   * Neither the numbers in a job nor those of the log's lines alone can tell. Fence and submission
   * stand still over most edges, and edges that a person takes go back to smaller numbers of
   * attempts. The numbers of lines are given again after a store was put back from an older copy and
   * ran on without its manifests. Clocks go back.
   *
   * But the lines of a job's log are its history, as commits are that of a branch. A line is told
   * from all others by its number, its time, what was asked and what the state became: two lives of
   * a store can give the same number twice, but not to the same step at the same millisecond. So:
   *
   *   the store has the manifest's last line           the manifest is a part of what it knows
   *   the manifest has the store's last line           the store was put back: the manifest is ahead
   *   neither                                          they have parted, and both have gone on
   *
   * A manifest leaves lines out. Its last one is always there, which the first question needs. For
   * the second, a heartbeat counts as the line before it, since it changes no state; and where the
   * manifest has a gap in which the store's line may lie, the fence decides, which never falls
   * within one life.
   */
  static Relation relation(JobManifest manifest, JobHistory store) {
    if (store.lines().stream().anyMatch(isSame(manifest.last()))) {
      return Relation.KNOWN;
    }
    Optional<JobEntry> last = lastStep(store.lines());
    boolean tellsIt = last.map(line -> hasOrLeftOut(manifest, line, store.job())).orElse(true);
    return tellsIt ? Relation.AHEAD : Relation.APART;
  }

  private static Optional<JobEntry> lastStep(List<JobEntry> lines) {
    return lines.reversed().stream().filter(line -> !JobManifest.isHeartbeat(line)).findFirst();
  }

  private static boolean hasOrLeftOut(JobManifest manifest, JobEntry line, Job known) {
    return manifest.timeline().stream().anyMatch(isSame(line))
        || (manifest.leftOut() > 0
            && manifest.timeline().stream().noneMatch(one -> one.number() == line.number())
            && line.number() < manifest.last().number()
            && known.attempts().fence() <= manifest.job().attempts().fence());
  }

  private static Predicate<JobEntry> isSame(JobEntry line) {
    return other ->
        other.number() == line.number()
            && other.at().equals(line.at())
            && other.command().equals(line.command())
            && other.state() == line.state();
  }

  /**
   * Whether the manifest of a job that has parted goes before the store, as far as anybody can
   * tell: where it knows of something at the provider, or of a result, and the store of neither.
   */
  static boolean goesFirst(JobManifest manifest, Job known) {
    return isAtStake(manifest.job().state()) && !isAtStake(known.state());
  }

  /**
   * Whether the manifest of a job that has parted knows of a submission that the store's is not;
   * the same key means the same operation at the provider, however often it was submitted.
   */
  static boolean conflicts(JobManifest manifest, Job known) {
    Optional<String> told = keyOf(manifest.job().state());
    return isAtStake(manifest.job().state())
        && told.isPresent()
        && !told.equals(keyOf(known.state()));
  }

  private static boolean isAtStake(JobState state) {
    return state instanceof JobState.Exposed || state instanceof JobState.Succeeded;
  }

  /** The key under which something runs, or ran, at the provider. */
  private static Optional<String> keyOf(JobState state) {
    return state instanceof JobState.Unconfirmed unconfirmed
        ? Optional.of(unconfirmed.intent().key())
        : state.operation().map(Operation::key);
  }
}
