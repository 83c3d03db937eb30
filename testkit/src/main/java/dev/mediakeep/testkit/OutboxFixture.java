package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.LANE;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
import dev.mediakeep.webhook.Engaged;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Stores of jobs and webhooks with what tests do to them. */
final class OutboxFixture {
  static final String HOST = "receiver.example";

  final SettableClock clock = new SettableClock(SampleJobs.START);
  final SampleJobs samples = new SampleJobs(clock, 1);
  final JobStore jobs;
  final JobRecovery recovery;
  final WebhookOutbox outbox;

  OutboxFixture(WebhookOutboxContract.Stores stores) {
    jobs = stores.jobs();
    recovery = stores.recovery();
    outbox = stores.outbox();
    jobs.putLane(new LaneRule(LANE, 1_000, 1_000));
  }

  Instant now() {
    return clock.instant();
  }

  static WebhookUrl url(String host) {
    return new WebhookUrl("https://" + host.toUpperCase(Locale.ROOT) + "/hook?a='b'");
  }

  Job queued(String host) {
    return queued(JobRequest.builder(ADA, LANE).webhook(url(host)).build());
  }

  Job queued(JobRequest request) {
    NewJob asked = samples.next(request);
    jobs.enqueue(asked);
    return asked.job();
  }

  Job cancelled(Job job) {
    return switch (jobs.change(job.id(), new JobCommand.End(Stop.Reason.CANCELLED), now())) {
      case JobChange.Done(Job done) -> done;
      case JobChange.Refused refused -> throw new AssertionError(refused);
      case JobChange.Absent absent -> throw new AssertionError(absent);
    };
  }

  Delivery ended(String host) {
    return ended(queued(host));
  }

  Delivery ended(String host, String owner, String address) {
    JobRequest.Builder request = JobRequest.builder(new OwnerId(owner), LANE).webhook(url(host));
    return ended(queued((address.isEmpty() ? request : request.address(address)).build()));
  }

  Delivery ended(Job job) {
    JobId id = cancelled(job).id();
    return outbox
        .list(new DeliveryQuery(Optional.of(id), Optional.empty(), Optional.empty(), 1))
        .getFirst();
  }

  DueQuery due(Engaged without, int perHost, int most) {
    return new DueQuery(now(), without, Set.of(), perHost, most);
  }

  List<Delivery> due() {
    return outbox.listDue(due(Engaged.NONE, 100, 100));
  }

  List<Delivery> listed() {
    return outbox.list(DeliveryQuery.ofNewest(100));
  }

  List<Delivery> failed() {
    return outbox.list(
        new DeliveryQuery(Optional.empty(), Optional.of(State.Kind.FAILED), Optional.empty(), 100));
  }

  /** As a manifest tells of it. */
  Job endedElsewhere() {
    JobRequest request = JobRequest.builder(ADA, LANE).webhook(url(HOST)).build();
    JobState ended = new JobState.Cancelled(now(), Optional.empty());
    Job job = samples.next(request).job();
    return new Job(
        job.id(),
        job.request(),
        job.createdAt(),
        ended,
        job.attempts(),
        job.progress(),
        job.lastFailure());
  }
}
