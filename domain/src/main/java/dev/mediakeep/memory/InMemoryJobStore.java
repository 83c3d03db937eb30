package dev.mediakeep.memory;

import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobHistory;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.job.JobPage;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.LogPosition;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Outcome;
import dev.mediakeep.job.PurgeSlice;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.job.Standing;
import dev.mediakeep.webhook.WebhookOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs in memory, gone with the object. Thread-safe: one lock over everything. */
public final class InMemoryJobStore implements JobStore, JobRecovery {
  private final JobMachine machine;
  private final TreeMap<JobId, Job> jobs = new TreeMap<>();
  private final TreeMap<Lane, InMemoryLane> lanes = new TreeMap<>();
  private final InMemoryJobKeys keys = new InMemoryJobKeys();
  private final InMemoryJobLog log = new InMemoryJobLog();
  private final InMemoryWebhookOutbox webhooks = new InMemoryWebhookOutbox();
  private long lastPick;

  /** A command that is overdue, and since when. */
  private record Overdue(Job job, JobCommand command, Instant since) {}

  /** An empty store. */
  public InMemoryJobStore(JobMachine machine) {
    this.machine = machine;
  }

  /** The messages that tell of the ends of its jobs. */
  public WebhookOutbox webhooks() {
    return webhooks;
  }

  @Override
  public synchronized EnqueueResult enqueue(NewJob asked) {
    JobRequest request = asked.request();
    Optional<EnqueueResult> earlier = findEarlier(asked);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Optional<Problem> problem = refuse(request);
    if (problem.isPresent()) {
      return new EnqueueResult.Refused(problem.get());
    }
    Job job = asked.job();
    keys.put(asked);
    keep(job, Optional.empty(), asked.now());
    return new EnqueueResult.Added(job);
  }

  @Override
  public synchronized Optional<EnqueueResult> findEarlier(NewJob asked) {
    return keys.find(asked).map(id -> asked.again(find(id)));
  }

  private Optional<Problem> refuse(JobRequest request) {
    InMemoryLane lane = lanes.get(request.lane());
    if (lane == null) {
      return Optional.of(LaneRule.unknown(request.lane()));
    }
    if (lane.mode() == LaneMode.DRAINING) {
      return Optional.of(LaneRule.closed(request.lane()));
    }
    List<Job> queued =
        jobs.values().stream().filter(job -> job.state() instanceof JobState.Queued).toList();
    return machine.policies().limits().refuse(request, lane.rule(), counts(queued, request));
  }

  private static QueueLimits.Counts counts(List<Job> among, JobRequest like) {
    return QueueLimits.Counts.of(among.stream().map(Job::request).toList(), like);
  }

  @Override
  public synchronized List<Job> claim(ClaimRequest request) {
    JobCommand claim = new JobCommand.Claim(request.worker(), request.until());
    List<Job> claimed = new ArrayList<>();
    Optional<Job> next = nextOf(request);
    while (next.isPresent() && claimed.size() < request.most()) {
      Job job = next.get();
      if (job.state() instanceof JobState.Queued) {
        laneOf(job).pick(job.request().owner(), job.request().cost(), ++lastPick);
      }
      if (apply(job, claim, request.now()) instanceof Outcome.Moved(Job moved, var resumes)) {
        claimed.add(moved);
      }
      next = nextOf(request);
    }
    return claimed;
  }

  private Optional<Job> nextOf(ClaimRequest request) {
    return jobs.values().stream()
        .filter(job -> request.lanes().contains(job.request().lane()))
        .filter(job -> job.state() instanceof JobState.Exposed)
        .filter(job -> isDue(job, request.now()))
        .min(
            Comparator.comparing((Job job) -> job.state().claimableAt().orElseThrow())
                .thenComparing(Job::id))
        .or(() -> nextNew(request));
  }

  private static boolean isDue(Job job, Instant now) {
    return job.state().claimableAt().filter(due -> !now.isBefore(due)).isPresent();
  }

  private Optional<Job> nextNew(ClaimRequest request) {
    List<Job> underWay =
        jobs.values().stream().filter(job -> job.state().kind().isUnderWay()).toList();
    return request.lanes().stream()
        .map(lanes::get)
        .filter(lane -> lane != null && lane.handsOut(request.now()))
        .sorted(
            Comparator.comparingLong(InMemoryLane::lastPick)
                .thenComparing(lane -> lane.rule().lane()))
        .flatMap(lane ->
            fairest(
                lane,
                queuedIn(lane)
                    .filter(job -> isDue(job, request.now()))
                    .filter(job -> hasRoom(job, lane, underWay)))
                .stream())
        .findFirst();
  }

  private boolean hasRoom(Job job, InMemoryLane lane, List<Job> underWay) {
    return machine.policies().limits().allows(lane.rule(), counts(underWay, job.request()));
  }

  private Stream<Job> queuedIn(InMemoryLane lane) {
    return jobs.values().stream()
        .filter(job -> job.request().lane().equals(lane.rule().lane()))
        .filter(job -> job.state() instanceof JobState.Queued);
  }

  private Optional<Job> fairest(InMemoryLane lane, Stream<Job> queued) {
    return queued.min(
        Comparator.comparingLong((Job job) -> lane.paidUntil(job.request().owner()))
            .thenComparing(job -> job.request().owner().value())
            .thenComparingLong(job -> job.rank(machine.policies().fairness()))
            .thenComparing(Job::id));
  }

  @Override
  public synchronized JobChange change(JobId id, JobCommand command, Instant now) {
    Job job = jobs.get(id);
    if (job == null) {
      return new JobChange.Absent(id);
    }
    return switch (apply(job, command, now)) {
      case Outcome.Moved(Job moved, var resumes) -> new JobChange.Done(moved);
      case Outcome.Repeated(Job same) -> new JobChange.Done(same);
      case Outcome.Refused(Problem problem) -> new JobChange.Refused(problem);
    };
  }

  private Outcome apply(Job job, JobCommand command, Instant now) {
    Outcome outcome = machine.apply(job, command, now);
    if (outcome instanceof Outcome.Moved(Job moved, Optional<Instant> resumes)) {
      keep(moved, Optional.of(command.kind()), now);
      resumes.ifPresent(until -> laneOf(job).pauseUntil(until));
    }
    return outcome;
  }

  private InMemoryLane laneOf(Job job) {
    return Objects.requireNonNull(lanes.get(job.request().lane()));
  }

  private void keep(Job job, Optional<JobCommand.Kind> command, Instant now) {
    jobs.put(job.id(), job);
    JobNotice.of(job).ifPresent(webhooks::add);
    log.add(job, command, now);
  }

  @Override
  public synchronized Optional<Job> find(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public synchronized JobPage list(JobQuery query) {
    List<Job> found =
        jobs.descendingMap().values().stream()
            .filter(query::matches)
            .filter(job -> query.before().map(id -> job.id().compareTo(id) < 0).orElse(true))
            .limit(query.limit() + 1L)
            .toList();
    return query.pageOf(found);
  }

  @Override
  public synchronized List<JobEntry> listEntries(EntryQuery query) {
    return log.list(query);
  }

  @Override
  public synchronized long lastEntry() {
    return log.position().number();
  }

  @Override
  public synchronized Optional<Standing> standing(JobId id) {
    return find(id)
        .filter(job -> job.state() instanceof JobState.Queued)
        .map(job -> {
          InMemoryLane lane = laneOf(job);
          return Standing.of(
              position(job, lane), lane.rule().maxRunning(), listRuns(lane.rule().lane()));
        });
  }

  /** Plays the picks until it is this one's turn. */
  private long position(Job job, InMemoryLane lane) {
    InMemoryLane trial = lane.copy();
    List<Job> left = new ArrayList<>(queuedIn(lane).toList());
    long position = 1;
    Job next = fairest(trial, left.stream()).orElseThrow();
    while (!next.id().equals(job.id())) {
      trial.pick(next.request().owner(), next.request().cost(), position);
      left.remove(next);
      position++;
      next = fairest(trial, left.stream()).orElseThrow();
    }
    return position;
  }

  @Override
  public synchronized List<Duration> listRuns(Lane lane) {
    return jobs.values().stream()
        .filter(job -> job.request().lane().equals(lane))
        .filter(job -> job.state() instanceof JobState.Succeeded)
        .sorted(
            Comparator.comparing(Job::endedAt, Comparator.comparing(Optional::orElseThrow))
                .reversed())
        .limit(Standing.RUNS)
        .map(job -> job.runTime().orElseThrow())
        .toList();
  }

  @Override
  public synchronized Optional<Instant> nextDueAfter(Instant time, Set<Lane> wanted) {
    Stream<Instant> due =
        jobs.values().stream()
            .filter(job -> wanted.contains(job.request().lane()))
            .flatMap(job -> job.state().claimableAt().stream());
    Stream<Instant> resumptions =
        wanted.stream()
            .map(lanes::get)
            .filter(Objects::nonNull)
            .flatMap(lane -> lane.pausedUntil().stream());
    return Stream.concat(due, resumptions).filter(time::isBefore).min(Comparator.naturalOrder());
  }

  @Override
  public synchronized int endOverdue(Instant now, int most) {
    List<Overdue> overdue =
        jobs.values().stream()
            .flatMap(job -> overdue(job, now))
            .sorted(Comparator.comparing(Overdue::since).thenComparing(one -> one.job().id()))
            .limit(most)
            .toList();
    overdue.forEach(one -> apply(one.job(), one.command(), now));
    return overdue.size();
  }

  private static Stream<Overdue> overdue(Job job, Instant now) {
    return job.overdue(now).stream().map(late -> new Overdue(job, late.command(), late.since()));
  }

  @Override
  public synchronized PurgeSlice purgeFinishedBefore(Instant time, Instant now, int most) {
    lanes.values().forEach(this::forgetOwners);
    int keysAndMessages =
        Math.max(keys.purgeBefore(time, most), webhooks.purgeEndedBefore(time, most));
    int left = most;
    int purged = 0;
    for (JobId id : endedBefore(time, now)) {
      left -= log.forget(id, left);
      if (left > 0) {
        jobs.remove(id);
        left--;
        purged++;
      }
    }
    return new PurgeSlice(purged, left == 0 || keysAndMessages == most);
  }

  private List<JobId> endedBefore(Instant time, Instant now) {
    return jobs.values().stream()
        .filter(job -> job.endedAt().filter(time::isAfter).isPresent())
        .filter(job -> keys.of(job.id()).filter(key -> now.isBefore(key.until())).isEmpty())
        .sorted(
            Comparator.comparing((Job job) -> job.endedAt().orElseThrow()).thenComparing(Job::id))
        .map(Job::id)
        .toList();
  }

  private void forgetOwners(InMemoryLane lane) {
    lane.forgetAllBut(queuedIn(lane).map(job -> job.request().owner()).collect(Collectors.toSet()));
  }

  @Override
  public synchronized void putLane(LaneRule rule) {
    lanes.computeIfAbsent(rule.lane(), lane -> new InMemoryLane(rule)).setRule(rule);
  }

  @Override
  public synchronized boolean changeLane(Lane lane, LaneMode mode) {
    Optional<InMemoryLane> found = Optional.ofNullable(lanes.get(lane));
    found.ifPresent(known -> known.change(mode));
    return found.isPresent();
  }

  @Override
  public synchronized List<LaneStatus> listLanes() {
    return lanes.values().stream().map(this::status).toList();
  }

  private LaneStatus status(InMemoryLane lane) {
    long running =
        jobs.values().stream()
            .filter(job -> job.request().lane().equals(lane.rule().lane()))
            .filter(job -> job.state().kind().isUnderWay())
            .count();
    return new LaneStatus(
        lane.rule(), lane.mode(), lane.pausedUntil(), queuedIn(lane).count(), running);
  }

  @Override
  public synchronized LogPosition position() {
    return log.position();
  }

  @Override
  public synchronized void begin(LogPosition from) {
    log.begin(from);
  }

  @Override
  public synchronized Optional<JobHistory> history(JobId id, long after) {
    return find(id).map(job -> new JobHistory(job, keys.of(id), log.listAll(id, after)));
  }

  @Override
  public synchronized Job takeBack(Job told, Optional<KeyClaim> key, Instant now) {
    JobId id = told.id();
    if (!jobs.containsKey(id)) {
      LaneRule.requireKnown(told.request().lane(), lanes::containsKey);
      Instant then = told.createdAt();
      keep(new NewJob(id, told.request(), Optional.empty(), then).job(), Optional.empty(), then);
    }
    apply(find(id).orElseThrow(), new JobCommand.TakeBack(told), now);
    Job back = find(id).orElseThrow();
    key.ifPresent(claim -> keys.put(back, claim));
    return back;
  }
}
