package dev.mediakeep.job;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Lets the manifests of jobs follow the log, and gives the store back what it lost when it was put
 * back from an older copy. {@link #start} comes before anything is handed out; then {@link #follow}
 * whenever something may have changed. Thread-safe: one lock over everything.
 *
 * <p>A manifest that cannot be written fails no job: {@link #status} tells, and it is tried again.
 */
public final class ManifestKeeper {
  private static final int PAGE = 1_000;
  private static final int TIMED_UUID = 7;

  /**
   * The most pages that are read before something is written; what changed often is written once.
   */
  private static final int MOST_PAGES = 20;

  /** A full disk need not be asked for each of ten thousand jobs. */
  private static final int MOST_FAILURES = 5;

  /** How long it may take until a change that has a time is in the log. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final KeeperParts parts;
  private final TimeBounds times;
  private final RandomGenerator random;

  /** The jobs whose manifests are out of date, each since that line. */
  private final Map<JobId, Long> behind = new LinkedHashMap<>();

  private String lineage = "";
  private long read;
  private long reach;
  private FollowedLog marked = new FollowedLog("", 0, 0);

  /**
   * Whether a manifest was put that a loss of power may take, since nothing was marked after it.
   */
  private boolean isUnsettled;

  private Optional<Problem> trouble = Optional.empty();
  private volatile KeeperStatus status = new KeeperStatus(0, Optional.empty());
  private volatile Instant keptUntil = Instant.MIN;

  /**
   * A keeper that has looked at nothing yet.
   *
   * @param clock the time at which jobs are taken back
   * @param random names the lives of the store
   */
  public ManifestKeeper(KeeperParts parts, InstantSource clock, RandomGenerator random) {
    this.parts = parts;
    this.times = new TimeBounds(clock);
    this.random = random;
  }

  /**
   * Takes back what the store does not know, where it does not have all that the manifests tell.
   * Otherwise looks at none of them.
   *
   * @param keepEnded how long ended jobs are kept: longer ago ones may have been purged
   * @throws MediakeepException as {@link JobRecovery} does, or where the manifests cannot be
   *     listed: then nobody may hand out a job
   */
  public synchronized ReconcileReport start(Duration keepEnded) {
    Optional<FollowedLog> followed = parts.manifests().followed();
    LogPosition log = parts.recovery().position();
    if (followed.isEmpty() || !followed.get().isPartOf(log)) {
      return reconcile(keepEnded);
    }
    lineage = newLineage();
    parts.recovery().begin(new LogPosition(lineage, log.number()));
    read = followed.get().kept();
    reach = followed.get().reach();
    mark();
    return ReconcileReport.IN_STEP;
  }

  /** Holds all manifests against the store, and takes back what it does not know. */
  public synchronized ReconcileReport reconcile(Duration keepEnded) {
    Reconciliation reconciliation = reconciliation(keepEnded);
    reconciliation.look();
    lineage = newLineage();
    reconciliation.settle(lineage);
    read = 0; // nobody knows which of the store's jobs have a manifest
    reach = parts.recovery().position().number();
    mark();
    return reconciliation.report();
  }

  /** What {@link #reconcile} would find; changes nothing. */
  public synchronized ReconcileReport preview(Duration keepEnded) {
    Reconciliation reconciliation = reconciliation(keepEnded);
    reconciliation.look();
    return reconciliation.report();
  }

  private Reconciliation reconciliation(Duration keepEnded) {
    Instant now = times.now();
    return new Reconciliation(parts, now, now.minus(keepEnded));
  }

  private String newLineage() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  /**
   * Writes the manifests of jobs that changed since, each once.
   *
   * @return whether there is more to write at once
   * @throws MediakeepException where the log cannot be read
   */
  public synchronized boolean follow() {
    Instant now = times.now();
    boolean isAll = gather();
    trouble = Optional.empty();
    reach = Math.max(reach, read);
    if (behind.isEmpty() || mark()) { // first how far it goes: see FollowedLog
      writeBehind();
    }
    mark();
    status = new KeeperStatus(behind.size(), trouble);
    if (isAll && behind.isEmpty()) {
      keptUntil = now.minus(SLACK);
    }
    return !isAll && trouble.isEmpty();
  }

  /** Whether it came to the end of the log. */
  private boolean gather() {
    for (int page = 0; page < MOST_PAGES; page++) {
      List<JobEntry> lines =
          parts.store().listEntries(new EntryQuery(Optional.empty(), read, PAGE));
      lines.forEach(line -> behind.putIfAbsent(line.job(), line.number()));
      read = lines.isEmpty() ? read : lines.getLast().number();
      if (lines.size() < PAGE) {
        return true;
      }
    }
    return false;
  }

  private void writeBehind() {
    int failures = 0;
    Iterator<JobId> jobs = behind.keySet().iterator();
    while (jobs.hasNext() && failures < MOST_FAILURES) {
      try {
        write(jobs.next());
        jobs.remove();
      } catch (MediakeepException e) {
        trouble = Optional.of(e.problem());
        failures++;
      }
    }
  }

  private void write(JobId id) {
    Optional<JobManifest> earlier = readable(id);
    long after = earlier.map(manifest -> manifest.last().number() - 1).orElse(0L);
    Optional<JobHistory> found = parts.recovery().history(id, after);
    if (found.isEmpty()) {
      return; // purged since; its manifest stays for its term
    }
    JobHistory store = found.get();
    if (earlier.isPresent()
        && ManifestComparison.relation(earlier.get(), store) != ManifestComparison.Relation.KNOWN) {
      parts.manifests().setAside(id); // it knows something else: not ours to replace
      earlier = Optional.empty();
      store = parts.recovery().history(id, 0).orElse(store);
    }
    JobHistory now = store;
    JobManifest next =
        earlier.map(manifest -> manifest.continuedBy(now)).orElseGet(() -> JobManifest.from(now));
    if (!earlier.equals(Optional.of(next))) {
      reachOut(next.last().number());
      isUnsettled = true;
      parts.manifests().put(next);
    }
  }

  /** Writes down that manifests go as far as that line, which may have come just now. */
  private void reachOut(long number) {
    if (number > reach) {
      reach = parts.recovery().position().number();
      writeMark();
    }
  }

  /** The manifest that is there; what is none makes room for one. */
  private Optional<JobManifest> readable(JobId id) {
    return parts
        .manifests()
        .find(id)
        .flatMap(found ->
            switch (found) {
              case FoundManifest.Kept(JobManifest manifest) -> Optional.of(manifest);
              case FoundManifest.Unreadable unreadable -> {
                parts.manifests().setAside(id);
                yield Optional.empty();
              }
            });
  }

  /** Answers whether it is written down how far it is. */
  private boolean mark() {
    try {
      writeMark();
      return true;
    } catch (MediakeepException e) {
      trouble = Optional.of(e.problem());
      return false;
    }
  }

  /** Writes down how far it is, where that has changed or settles what was put. */
  private void writeMark() {
    long kept = behind.values().stream().mapToLong(first -> first - 1).min().orElse(read);
    FollowedLog next = new FollowedLog(lineage, Math.min(kept, reach), reach);
    if (isUnsettled || !next.equals(marked)) {
      parts.manifests().mark(next);
      marked = next;
      isUnsettled = false;
    }
  }

  /** How well the manifests followed last. Does not wait. */
  public KeeperStatus status() {
    return status;
  }

  /**
   * How many lines of the log are not in the manifests yet, as far as it is written down; also for
   * one that was never started. Empty where the manifests follow another life of the store: then
   * the next start holds all of them against it.
   *
   * @throws MediakeepException where one of the two cannot be read
   */
  public OptionalLong lag() {
    Optional<FollowedLog> followed = parts.manifests().followed();
    LogPosition log = parts.recovery().position();
    return followed
        .filter(manifests -> manifests.isPartOf(log))
        .map(manifests -> OptionalLong.of(log.number() - manifests.kept()))
        .orElseGet(OptionalLong::empty);
  }

  /**
   * The time up to which whatever ended is in its manifest: what ended later must not be purged
   * from the store, since its manifest would never tell that it ended. Does not wait.
   */
  public Instant keptUntil() {
    return keptUntil;
  }

  /**
   * Removes manifests of jobs that ended before that time and are not in the store any more. One
   * that tells of something under way stays, whatever became of its job in the store. Does not wait
   * for those that are written meanwhile.
   *
   * @return how many it removed
   */
  public long removeEndedBefore(Instant time) {
    long[] removed = {0};
    parts
        .manifests()
        .forEach(
            id -> mayHaveEndedBefore(time, id),
            found -> {
              if (found instanceof FoundManifest.Kept(JobManifest manifest)
                  && isOver(manifest.job(), time)
                  && parts.manifests().remove(manifest.job().id())) {
                removed[0]++;
              }
            });
    return removed[0];
  }

  /** By the time that is in the id, so that most manifests need not be read. */
  private static boolean mayHaveEndedBefore(Instant time, JobId id) {
    return id.value().version() != TIMED_UUID
        || id.value().getMostSignificantBits() >>> Short.SIZE < time.toEpochMilli();
  }

  private boolean isOver(Job job, Instant time) {
    return job.endedAt().filter(time::isAfter).isPresent()
        && parts.store().find(job.id()).isEmpty();
  }
}
