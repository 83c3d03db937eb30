package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FoundManifest.Kept;
import dev.mediakeep.job.FoundManifest.Unreadable;
import dev.mediakeep.job.ReconcileReport.Finding;
import dev.mediakeep.job.ReconcileReport.Kind;
import dev.mediakeep.job.ReconcileRules.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
   * - A copy may be so old that a job has ended since, and its manifest has been removed after its
   *   term. Such a job has no manifest although the manifests have followed the log beyond its last
   *   line; it is not begun again but left to a person.
   *
   * - A service that runs may be asked to look, too. Then jobs go on between the look and what follows
   *   from it, so each of them is held against its manifest once more just before it is changed.
   *
   * What the database knows better stays. What both know differently, because both have gone on, is
   * for a person: the database's stays, the manifest is put aside under another name.
   */

  private static final int PAGE = 200;

  /** More lines than a second can bring. */
  private static final long NUMBER_LEAP = 1_000_000;

  private final KeeperParts parts;
  private final Instant now;
  private final ReconcileRules rules;
  private final List<Finding> unreadable = new ArrayList<>();
  private final Map<JobId, Plan> plans = new LinkedHashMap<>();
  private final Map<JobId, Job> forgotten = new LinkedHashMap<>();
  private final Set<Lane> missing = new TreeSet<>();
  private final long kept;
  private long looked;
  private long highest;

  /**
   * A look from now.
   *
   * @param keptSince a job that ended before may have been purged, and is not taken back
   */
  Reconciliation(KeeperParts parts, Instant now, Instant keptSince) {
    this.parts = parts;
    this.now = now;
    this.rules = new ReconcileRules(parts, now, keptSince);
    this.kept = parts.manifests().followed().map(FollowedLog::kept).orElse(-1L);
  }

  /** Looks at all manifests and changes nothing. */
  void look() {
    parts.manifests().forEach(id -> true, this::look);
    missing.removeAll(lanes());
    if (kept >= 0) {
      ReconcileRules.BEGINNING.forEach(this::lookForForgotten);
    }
  }

  private void lookForForgotten(JobState.Kind kind) {
    Optional<JobCursor> place = Optional.empty();
    do {
      JobPage page = parts.store().list(query(kind, place));
      page.jobs().stream()
          .filter(job -> rules.isForgotten(job, kept))
          .forEach(job -> forgotten.put(job.id(), job));
      place = page.next();
    } while (place.isPresent());
  }

  private static JobQuery query(JobState.Kind kind, Optional<JobCursor> after) {
    return new JobQuery(Optional.empty(), Optional.empty(), Optional.of(kind), PAGE, after);
  }

  private void look(FoundManifest found) {
    looked++;
    switch (found) {
      case Kept(JobManifest manifest) -> look(manifest);
      case Unreadable(String name, Optional<JobId> job, String reason) ->
          unreadable.add(new Finding(Kind.UNREADABLE, job, name, reason));
    }
  }

  private void look(JobManifest manifest) {
    highest = Math.max(highest, manifest.last().number());
    rules
        .plan(manifest)
        .ifPresent(plan -> {
          plans.put(manifest.job().id(), plan);
          plan.lane().ifPresent(missing::add);
        });
  }

  private List<Lane> lanes() {
    return parts.store().listLanes().stream().map(status -> status.rule().lane()).toList();
  }

  /** Does what the look has shown to be right, where that is still so. */
  void settle(String lineage) {
    LogPosition log = parts.recovery().position();
    long least = parts.manifests().followed().map(FollowedLog::reach).orElse(0L);
    long end = Math.max(highest, least);
    boolean wasPutBack = !plans.isEmpty() || !forgotten.isEmpty() || end > log.number();
    parts.recovery().begin(new LogPosition(lineage, wasPutBack ? end + NUMBER_LEAP : end));
    missing.removeAll(lanes());
    missing.forEach(lane -> parts.store().putLane(LaneRule.ofDefaults(lane)));
    plans.keySet().removeIf(id -> !isTaken(id));
    forgotten.keySet().removeIf(id -> !isGivenUp(id));
  }

  /** Asks again, and does what is right now. Answers whether that was anything. */
  private boolean isTaken(JobId id) {
    Optional<JobManifest> manifest = readable(id);
    Optional<Plan> plan = manifest.flatMap(rules::plan);
    if (manifest.isEmpty() || plan.isEmpty()) {
      return false; // somebody has taken it away since, or put it into the store
    }
    plans.put(id, plan.get());
    switch (plan.get().step()) {
      case TAKE_BACK -> takeBack(manifest.get());
      case SET_ASIDE -> parts.manifests().setAside(id);
      case REWRITE -> {}
    }
    rewrite(manifest.get());
    return true;
  }

  private Optional<JobManifest> readable(JobId id) {
    return parts
        .manifests()
        .find(id)
        .flatMap(found ->
            found instanceof Kept(JobManifest readable) ? Optional.of(readable) : Optional.empty());
  }

  private void takeBack(JobManifest manifest) {
    Optional<KeyClaim> key = manifest.key().filter(claim -> now.isBefore(claim.until()));
    parts.recovery().takeBack(rules.fetchable(manifest.job()), key, now);
  }

  /** The manifest with the store's word at its end, so that the next one to look knows it. */
  private void rewrite(JobManifest manifest) {
    parts
        .recovery()
        .history(manifest.job().id(), 0)
        .ifPresent(all -> {
          JobManifest next = manifest.continuedBy(all);
          boolean isWhole = next.last().number() == all.lines().getLast().number();
          parts.manifests().put(isWhole ? next : JobManifest.from(all));
        });
  }

  private boolean isGivenUp(JobId id) {
    Optional<Job> job = parts.store().find(id).filter(found -> rules.isForgotten(found, kept));
    job.ifPresent(found -> parts.recovery().takeBack(rules.givenUp(found), Optional.empty(), now));
    return job.isPresent();
  }

  ReconcileReport report() {
    List<Finding> findings = new ArrayList<>(unreadable);
    plans.values().forEach(plan -> plan.finding().ifPresent(findings::add));
    forgotten.values().forEach(job -> findings.add(ReconcileRules.forgotten(job)));
    return new ReconcileReport(true, looked, findings, List.copyOf(missing));
  }
}
