package dev.mediakeep.embedded;

import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobManifests;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.KeeperParts;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.ManifestKeeper;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.sqlite.SqliteStore;
import java.util.List;
import java.util.Optional;

/** The jobs of an open home, and the manifests that follow them. Thread-safe. */
final class OpenJobs {
  private final JobQueue queue;
  private final ManifestKeeper keeper;
  private final MediakeepConfig config;
  private volatile Optional<ReconcileReport> startReport = Optional.empty();

  private OpenJobs(JobQueue queue, ManifestKeeper keeper, MediakeepConfig config) {
    this.queue = queue;
    this.keeper = keeper;
    this.config = config;
  }

  static OpenJobs over(
      SqliteStore records,
      JobMachine machine,
      JobManifests manifests,
      MediaLibrary media,
      MediakeepConfig config,
      IdGenerator ids) {
    JobStore store = records.jobs(machine);
    KeeperParts parts = new KeeperParts(store, records.jobRecovery(machine), manifests, media);
    return new OpenJobs(
        new JobQueue(store, media, config.jobs(), config.clock(), ids, config.webhooks()),
        new ManifestKeeper(parts, config.clock(), config.random()),
        config);
  }

  /**
   * Takes back what the database does not know; then lets the manifests follow, and keeps house.
   */
  void start(OpenParts parts) {
    ReconcileReport report = keeper.start(config.jobTerm());
    ManifestFollower.log(report);
    startReport = Optional.of(report).filter(ReconcileReport::isComplete);
    makeMissingLanes();
    queue.limitPurge(keeper::keptUntil);
    queue.spareOverdue(config.leaseGrace());
    parts.opened(ManifestFollower.start(keeper, queue));
    parts.opened(JobHousekeeping.start(queue, keeper, config.jobTerm(), config.clock()));
  }

  private void makeMissingLanes() {
    List<LaneRule> known = queue.listLanes().stream().map(LaneStatus::rule).toList();
    config.lanes().stream()
        .filter(wanted -> known.stream().noneMatch(rule -> rule.lane().equals(wanted.lane())))
        .forEach(queue::putLane);
  }

  JobQueue queue() {
    return queue;
  }

  ManifestKeeper keeper() {
    return keeper;
  }

  /** What the start found, where it looked at all manifests. */
  Optional<ReconcileReport> startReport() {
    return startReport;
  }

  ReconcileReport reconcile() {
    return keeper.reconcile(config.jobTerm());
  }

  ReconcileReport preview() {
    return keeper.preview(config.jobTerm());
  }
}
