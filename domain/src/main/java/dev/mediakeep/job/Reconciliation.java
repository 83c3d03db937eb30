package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FoundManifest.Kept;
import dev.mediakeep.job.FoundManifest.Unreadable;
import dev.mediakeep.job.ReconcileReport.Finding;
import dev.mediakeep.job.ReconcileReport.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look at all manifests, and what follows from it. First all of them are looked at, then
 * something is changed. Not thread-safe.
 */
final class Reconciliation {
  /*
   * Somebody has put the database back from a copy, with restore or with cp. Since the copy was made,
   * jobs came in, were submitted, paid for and done, and the database knows none of it. If it were
   * just started, it would hand out jobs that run at the provider already. The manifests know.
   *
   * - That it was put back, is told by what is kept with the manifests (FollowedLog): each start names a
   *   new lineage, in the database first and then there, and the manifests follow the log to a
   *   number, which is written down before a manifest is that tells of it. A database of that lineage,
   *   whose log ends there or later, has all that was written
   *   down; then nothing is looked at. Any other one may lack something: an older one of the same
   *   lineage ends before that number, all others have another lineage. So does the right one after a
   *   crash between the two writes; then all is looked at, and nothing is found.
   * - Which jobs it lacks, each manifest tells: see ManifestComparison.
   * - Before the first of them is taken back, the database gets a new lineage. So when the process
   *   dies in the middle of it, the next start looks at all of them again; what was taken back by
   *   then is found to be the manifest's, by the key of its submission, and stays. The manifests get
   *   the new lineage at the end.
   * - The numbers of the log go on behind all that were given, since listeners remember how far they
   *   have read. Manifests are up to a second behind, so some numbers are left out.
   * - A submission keeps its number, and so its key. Where even the manifest came too late to tell
   *   that a job was submitted, the provider gets the same key again and runs it once.
   *
   * - A copy may be so old that a job has ended since, and its manifest has been removed after its
   *   term. Such a job has no manifest although the manifests have followed the log beyond its last
   *   line; it is not begun again but left to a person.
   *
   * What the database knows better stays. What both know differently, because both have gone on, is
   * for a person: the database's stays, the manifest is put aside under another name.
   */

  private static final int PAGE = 200;

  /** The states from which a job may be submitted. */
  private static final Set<JobState.Kind> BEGINNING =
      EnumSet.of(
          JobState.Kind.QUEUED,
          JobState.Kind.RUNNING,
          JobState.Kind.SUBMITTING,
          JobState.Kind.UNCERTAIN,
          JobState.Kind.LOOKING);

  /** More lines than a second can bring. */
  private static final long NUMBER_LEAP = 1_000_000;

  /** A worker made it without a provider's operation. */
  private static final String LOST =
      "its result was recorded in a database that is gone, and no provider has it; retry makes it"
          + " anew, which may cost again";

  private static final String FORGOTTEN =
      "it ended after the copy was made from which the database was put back, too long ago to know"
          + " how; retry makes it anew, which may cost again";

  private final KeeperParts parts;
  private final Instant now;
  private final Instant keptSince;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<JobId, Step> steps = new LinkedHashMap<>();
  private final List<Job> forgotten = new ArrayList<>();
  private final Set<Lane> missing = new HashSet<>();
  private final Set<Lane> known = new HashSet<>();
  private long looked;
  private long highest;

  private enum Step {
    TAKE_BACK,
    SET_ASIDE,
    REWRITE
  }

  /**
   * A look from now.
   *
   * @param keptSince a job that ended before may have been purged, and is not taken back
   */
  Reconciliation(KeeperParts parts, Instant now, Instant keptSince) {
    this.parts = parts;
    this.now = now;
    this.keptSince = keptSince;
  }

  /** Looks at all manifests and changes nothing. */
  void look() {
    parts.store().listLanes().forEach(status -> known.add(status.rule().lane()));
    parts.manifests().forEach(id -> true, this::look);
    parts
        .manifests()
        .followed()
        .ifPresent(log -> BEGINNING.forEach(kind -> look(kind, log.kept())));
  }

  private void look(JobState.Kind kind, long kept) {
    Optional<JobCursor> place = Optional.empty();
    do {
      JobPage page = parts.store().list(query(kind, place));
      page.jobs().stream().filter(job -> isForgotten(job, kept)).forEach(this::forget);
      place = page.next();
    } while (place.isPresent());
  }

  private static JobQuery query(JobState.Kind kind, Optional<JobCursor> after) {
    return new JobQuery(Optional.empty(), Optional.empty(), Optional.of(kind), PAGE, after);
  }

  private boolean isForgotten(Job job, long kept) {
    return job.createdAt().isBefore(keptSince)
        && parts.manifests().find(job.id()).isEmpty()
        && parts
            .recovery()
            .history(job.id(), 0)
            .filter(all -> all.lines().getLast().number() <= kept)
            .isPresent();
  }

  private void forget(Job job) {
    forgotten.add(job);
    find(Kind.FORGOTTEN, job, "in the database, has ended since and is not begun again");
  }

  private void look(FoundManifest found) {
    looked++;
    switch (found) {
      case Kept(JobManifest manifest) -> look(manifest);
      case Unreadable(String name, Optional<JobId> job, String reason) ->
          findings.add(new Finding(Kind.UNREADABLE, job, name, reason));
    }
  }

  private void look(JobManifest manifest) {
    highest = Math.max(highest, manifest.last().number());
    Optional<JobHistory> store = parts.recovery().history(manifest.job().id(), 0);
    if (store.isEmpty()) {
      if (!mayBePurged(manifest.job())) {
        plan(manifest, "is not in the database");
      }
      return;
    }
    switch (ManifestComparison.relation(manifest, store.get())) {
      case KNOWN -> {}
      case AHEAD -> plan(manifest, "is " + store.get().job().state().kind() + " in the database");
      case APART -> lookAtParted(manifest, store.get().job());
    }
  }

  private boolean mayBePurged(Job job) {
    return job.endedAt().filter(keptSince::isAfter).isPresent();
  }

  private void plan(JobManifest manifest, String where) {
    Job told = manifest.job();
    steps.put(told.id(), Step.TAKE_BACK);
    if (!known.contains(told.request().lane())) {
      missing.add(told.request().lane());
    }
    find(Kind.TAKEN_BACK, told, where + ", taken back as " + becomes(told));
  }

  private void lookAtParted(JobManifest manifest, Job store) {
    if (ManifestComparison.goesFirst(manifest, store)) {
      plan(manifest, "has another history in the database, is " + store.state().kind() + " there");
    } else if (ManifestComparison.conflicts(manifest, store)) {
      steps.put(store.id(), Step.SET_ASIDE);
      find(
          Kind.CONFLICT,
          manifest.job(),
          "has another submission in the database: " + store.state());
    } else {
      steps.put(store.id(), Step.REWRITE);
    }
  }

  private void find(Kind kind, Job told, String detail) {
    String manifest =
        told.state().kind()
            + told.state().operation().map(running -> " as " + running.handle()).orElse("");
    findings.add(
        new Finding(kind, Optional.of(told.id()), told.id().toString(), manifest + " " + detail));
  }

  private JobState.Kind becomes(Job told) {
    return new TakenBack(JobPolicies.ofDefaults()).of(told, fetchable(told), now).state().kind();
  }

  /** Does what the look has shown to be right. */
  void settle(String lineage) {
    LogPosition log = parts.recovery().position();
    long least = parts.manifests().followed().map(FollowedLog::reach).orElse(0L);
    long end = Math.max(highest, least);
    boolean wasPutBack = !steps.isEmpty() || !forgotten.isEmpty() || end > log.number();
    parts.recovery().begin(new LogPosition(lineage, wasPutBack ? end + NUMBER_LEAP : end));
    missing.forEach(lane -> parts.store().putLane(LaneRule.ofDefaults(lane)));
    steps.forEach(this::take);
    forgotten.forEach(
        job -> parts.recovery().takeBack(failed(job, FORGOTTEN), Optional.empty(), now));
  }

  private Job failed(Job job, String why) {
    Failure failure = new Failure(FailureClass.ABANDONED, why);
    return job.in(new JobState.Failed(failure, now, Optional.empty()));
  }

  private void take(JobId id, Step step) {
    Optional<JobManifest> manifest =
        parts
            .manifests()
            .find(id)
            .flatMap(found ->
                found instanceof Kept(JobManifest readable)
                    ? Optional.of(readable)
                    : Optional.empty());
    if (manifest.isEmpty()) {
      return; // somebody has taken it away since
    }
    switch (step) {
      case TAKE_BACK -> takeBack(manifest.get());
      case SET_ASIDE -> parts.manifests().setAside(id);
      case REWRITE -> {}
    }
    rewrite(manifest.get());
  }

  private void takeBack(JobManifest manifest) {
    Optional<KeyClaim> key = manifest.key().filter(claim -> now.isBefore(claim.until()));
    parts.recovery().takeBack(fetchable(manifest.job()), key, now);
  }

  /** The manifest with the store's word at its end, so that the next one to look knows it. */
  private void rewrite(JobManifest manifest) {
    JobHistory all = parts.recovery().history(manifest.job().id(), 0).orElseThrow();
    JobManifest next = manifest.continuedBy(all);
    boolean isWhole = next.last().number() == all.lines().getLast().number();
    parts.manifests().put(isWhole ? next : JobManifest.from(all));
  }

  /**
   * The job as it can be taken back: where its video was recorded in the database that is gone, it
   * is fetched again.
   */
  private Job fetchable(Job told) {
    if (!(told.state() instanceof JobState.Succeeded done) || isThere(done)) {
      return told;
    }
    Attempts attempts = told.attempts();
    Attempts anew =
        new Attempts(
            attempts.spent(),
            attempts.lostLeases(),
            attempts.submission(),
            attempts.fence(),
            Optional.of(now)); // or its time limit would be over before the video is here
    return done.operation()
        .map(running -> told.with(anew).in(new JobState.Waiting(running, now, Optional.empty())))
        .orElseGet(() -> failed(told, LOST));
  }

  private boolean isThere(JobState.Succeeded done) {
    return done.media().stream().allMatch(id -> parts.library().find(id).isPresent());
  }

  ReconcileReport report() {
    return new ReconcileReport(true, looked, findings, missing.stream().sorted().toList());
  }
}
