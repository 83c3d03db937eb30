package dev.mediakeep.job;

import dev.mediakeep.job.ReconcileReport.Finding;
import dev.mediakeep.job.ReconcileReport.Kind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be done about one manifest, or about one job that has none, as the store is when it is
 * asked. Changes nothing.
 */
final class ReconcileRules {
  /** The states from which a job may be submitted. */
  static final Set<JobState.Kind> BEGINNING =
      EnumSet.of(
          JobState.Kind.QUEUED,
          JobState.Kind.RUNNING,
          JobState.Kind.SUBMITTING,
          JobState.Kind.UNCERTAIN,
          JobState.Kind.LOOKING);

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

  enum Step {
    TAKE_BACK,
    SET_ASIDE,
    REWRITE
  }

  /**
   * What is to be done about a manifest.
   *
   * @param finding what people are told of it; empty where it is nothing to them
   * @param lane the one that the job comes into, where the store does not have the job
   */
  record Plan(Step step, Optional<Finding> finding, Optional<Lane> lane) {}

  /**
   * The rules as of now.
   *
   * @param keptSince a job that ended before may have been purged, and is not taken back
   */
  ReconcileRules(KeeperParts parts, Instant now, Instant keptSince) {
    this.parts = parts;
    this.now = now;
    this.keptSince = keptSince;
  }

  /** What is to be done about a manifest; empty where the store has all that it tells. */
  Optional<Plan> plan(JobManifest manifest) {
    Job told = manifest.job();
    Optional<JobHistory> found = parts.recovery().history(told.id(), 0);
    if (found.isEmpty()) {
      return mayBePurged(manifest)
          ? Optional.empty()
          : Optional.of(
              new Plan(
                  Step.TAKE_BACK,
                  Optional.of(takenBack(told, "is not in the database")),
                  Optional.of(told.request().lane())));
    }
    Job store = found.get().job();
    return switch (ManifestComparison.relation(manifest, found.get())) {
      case KNOWN -> Optional.empty();
      case AHEAD ->
          plan(Step.TAKE_BACK, takenBack(told, "is " + store.state().kind() + " in the database"));
      case APART -> planForParted(manifest, store);
    };
  }

  private boolean mayBePurged(JobManifest manifest) {
    return manifest.job().endedAt().filter(keptSince::isAfter).isPresent()
        && manifest.key().filter(claim -> now.isBefore(claim.until())).isEmpty();
  }

  private Optional<Plan> planForParted(JobManifest manifest, Job store) {
    Job told = manifest.job();
    if (ManifestComparison.goesFirst(manifest, store)) {
      String where = "has another history in the database, is " + store.state().kind() + " there";
      return plan(Step.TAKE_BACK, takenBack(told, where));
    }
    return ManifestComparison.conflicts(manifest, store)
        ? plan(
            Step.SET_ASIDE,
            finding(
                Kind.CONFLICT, told, "has another submission in the database: " + store.state()))
        : Optional.of(new Plan(Step.REWRITE, Optional.empty(), Optional.empty()));
  }

  private static Optional<Plan> plan(Step step, Finding finding) {
    return Optional.of(new Plan(step, Optional.of(finding), Optional.empty()));
  }

  private Finding takenBack(Job told, String where) {
    Job back = new TakenBack(JobPolicies.ofDefaults()).of(told, fetchable(told), now);
    return finding(Kind.TAKEN_BACK, told, where + ", taken back as " + back.state().kind());
  }

  private static Finding finding(Kind kind, Job told, String detail) {
    String manifest =
        told.state().kind()
            + told.state().operation().map(running -> " as " + running.handle()).orElse("");
    return new Finding(kind, Optional.of(told.id()), told.id().toString(), manifest + " " + detail);
  }

  /**
   * Whether a job has no manifest because that was removed after its term, though the store has it
   * as one that may still be submitted.
   *
   * @param kept see {@link FollowedLog}
   */
  boolean isForgotten(Job job, long kept) {
    return BEGINNING.contains(job.state().kind())
        && job.createdAt().isBefore(keptSince)
        && parts.manifests().find(job.id()).isEmpty()
        && parts
            .recovery()
            .history(job.id(), 0)
            .filter(all -> all.lines().getLast().number() <= kept)
            .isPresent();
  }

  static Finding forgotten(Job job) {
    return finding(Kind.FORGOTTEN, job, "in the database, has ended since and is not begun again");
  }

  /** A job that was forgotten, given up. */
  Job givenUp(Job forgotten) {
    return failed(forgotten, FORGOTTEN);
  }

  private Job failed(Job job, String why) {
    Failure failure = new Failure(FailureClass.ABANDONED, why);
    return job.in(new JobState.Failed(failure, now, Optional.empty()));
  }

  /**
   * The job as it can be taken back: where its video was recorded in the database that is gone, it
   * is fetched again.
   */
  Job fetchable(Job told) {
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
}
