package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobHistory;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobManifests;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.memory.InMemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link JobManifests} keeps and finds. */
public abstract class JobManifestsContract {
  private static final int WALKS = 60;
  private static final int STEPS = 25;

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private final InMemoryJobStore jobs =
      new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
  private JobManifests manifests;

  /** Made by JUnit, through the adapter's own class. */
  protected JobManifestsContract() {}

  /** A place that holds nothing; what it needs is released after the test. */
  protected abstract JobManifests openEmpty() throws Exception;

  @BeforeEach
  void open() throws Exception {
    manifests = openEmpty();
    jobs.putLane(LaneRule.ofDefaults(SampleJobs.LANE));
  }

  @Test
  void finds_any_manifest_as_it_was_put() {
    Set<JobState.Kind> states = EnumSet.noneOf(JobState.Kind.class);
    for (int seed = 0; seed < WALKS; seed++) {
      NewJob asked = samples.next();
      jobs.enqueue(asked);
      JobWalk walk = new JobWalk(jobs, clock, seed);
      for (int step = 0; step < STEPS; step++) {
        states.add(walk.walk(asked.id(), 1).state().kind());
        JobManifest manifest = manifest(asked.id());
        manifests.put(manifest);
        assertThat(manifests.find(asked.id())).contains(new FoundManifest.Kept(manifest));
      }
    }
    assertThat(states).hasSizeGreaterThan(4);
  }

  @Test
  void keeps_what_is_at_the_provider_in_each_state() {
    NewJob asked = samples.next();
    jobs.enqueue(asked);
    JobId id = asked.id();
    List<JobState.Kind> states = new ArrayList<>();
    List<Function<Long, JobCommand>> steps =
        List.of(
            fence -> claim(),
            JobCommand.Intend::new,
            JobCommand.Release::new,
            fence -> claim(),
            fence -> new JobCommand.End(Stop.Reason.CANCELLED),
            fence -> new JobCommand.Submitted(fence, "operations/1", clock.instant()),
            fence -> claim());
    for (Function<Long, JobCommand> step : steps) {
      clock.advance(Duration.ofSeconds(20));
      long fence = SampleJobs.fence(jobs.find(id).orElseThrow());
      assertThat(jobs.change(id, step.apply(fence), clock.instant()))
          .isInstanceOf(JobChange.Done.class);
      JobManifest manifest = manifest(id);
      manifests.put(manifest);
      assertThat(manifests.find(id)).contains(new FoundManifest.Kept(manifest));
      states.add(manifest.job().state().kind());
    }
    assertThat(states)
        .containsExactly(
            JobState.Kind.RUNNING,
            JobState.Kind.SUBMITTING,
            JobState.Kind.UNCERTAIN,
            JobState.Kind.LOOKING,
            JobState.Kind.LOOKING,
            JobState.Kind.WAITING,
            JobState.Kind.POLLING);
  }

  private JobCommand claim() {
    return new JobCommand.Claim(SampleJobs.WORKER, clock.instant().plus(SampleJobs.leaseTerm()));
  }

  @Test
  void keeps_a_request_character_by_character() {
    JobRequest request =
        JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE)
            .priority(9)
            .cost(1_000_000_000)
            .parameters(
                new JsonObject(
                    "{ \"prompt\": \"a \\\"sea\\\" \\u0000 🗼\",\n \"parameters\" : {\"a\":[1.50e3, null]},"
                        + " \"a\":1, \"a\":2 }"))
            .notBefore(clock.instant().plusMillis(1))
            .timeLimit(Duration.ofHours(24))
            .address("2001:db8::/64")
            .build();
    NewJob asked = samples.next(request);
    IdempotencyKey key = new IdempotencyKey("~\"\\{}<>");
    JobManifest manifest =
        walked(new NewJob(asked.id(), request, Optional.of(key), asked.now()), 1, 0);
    manifests.put(manifest);
    assertThat(manifests.find(asked.id())).contains(new FoundManifest.Kept(manifest));
    assertThat(manifest.key()).isPresent();
  }

  @Test
  void keeps_the_earliest_start_that_may_be_asked_for() {
    JobRequest request =
        JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).notBefore(Instant.EPOCH).build();
    JobManifest manifest = walked(samples.next(request), 1, 0);
    manifests.put(manifest);
    assertThat(manifests.find(manifest.job().id())).contains(new FoundManifest.Kept(manifest));
  }

  @Test
  void keeps_the_largest_request() {
    String text = "{\"prompt\":\"" + "\u20ac".repeat(65_536 - 13) + "\"}";
    JobRequest request =
        JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE)
            .parameters(new JsonObject(text))
            .build();
    JobManifest manifest = walked(samples.next(request), 1, 400);
    manifests.put(manifest);
    assertThat(manifests.find(manifest.job().id())).contains(new FoundManifest.Kept(manifest));
  }

  @Test
  void a_manifest_takes_the_place_of_the_one_before() {
    NewJob asked = samples.next();
    manifests.put(walked(asked, 1, 0));
    new JobWalk(jobs, clock, 2).walk(asked.id(), 10);
    JobManifest later = manifest(asked.id());
    manifests.put(later);
    assertThat(manifests.find(asked.id())).contains(new FoundManifest.Kept(later));
    assertThat(all(id -> true)).containsExactly(new FoundManifest.Kept(later));
  }

  @Test
  void hands_out_those_that_are_wanted() {
    List<JobId> ids = new ArrayList<>();
    for (int job = 0; job < 20; job++) {
      JobManifest manifest = walked(samples.next(), job, 0);
      manifests.put(manifest);
      ids.add(manifest.job().id());
    }
    assertThat(all(id -> true)).hasSize(20);
    assertThat(all(ids.get(3)::equals))
        .singleElement()
        .isInstanceOfSatisfying(
            FoundManifest.Kept.class,
            kept -> assertThat(kept.manifest().job().id()).isEqualTo(ids.get(3)));
  }

  @Test
  void what_was_removed_is_gone() {
    JobManifest manifest = walked(samples.next(), 1, 0);
    JobId id = manifest.job().id();
    assertThat(manifests.find(id)).isEmpty();
    assertThat(manifests.remove(id)).isFalse();
    manifests.put(manifest);
    assertThat(manifests.remove(id)).isTrue();
    assertThat(manifests.find(id)).isEmpty();
    assertThat(all(any -> true)).isEmpty();
  }

  @Test
  void what_was_put_aside_is_found_by_people_only() {
    JobManifest manifest = walked(samples.next(), 1, 0);
    JobId id = manifest.job().id();
    Set<String> names = new HashSet<>();
    for (int time = 0; time < 3; time++) {
      manifests.put(manifest);
      names.add(manifests.setAside(id));
    }
    assertThat(names).hasSize(3);
    assertThat(manifests.find(id)).isEmpty();
    assertThat(all(any -> true))
        .hasSize(3)
        .allSatisfy(found ->
            assertThat(found)
                .isInstanceOfSatisfying(
                    FoundManifest.Unreadable.class,
                    aside -> assertThat(names).contains(aside.name())));
    manifests.setAside(id);
  }

  @Test
  void remembers_how_far_they_followed() {
    assertThat(manifests.followed()).isEmpty();
    manifests.mark(new FollowedLog("00ff", 3, 3));
    FollowedLog last = new FollowedLog("ab", 7, 99_999_999_999L);
    manifests.mark(last);
    assertThat(manifests.followed()).contains(last);
    assertThat(all(any -> true)).isEmpty();
  }

  private List<FoundManifest> all(Predicate<JobId> wanted) {
    List<FoundManifest> found = new ArrayList<>();
    manifests.forEach(wanted, found::add);
    return found;
  }

  private JobManifest walked(NewJob asked, long seed, int steps) {
    assertThat(jobs.enqueue(asked)).isInstanceOf(EnqueueResult.Added.class);
    new JobWalk(jobs, clock, seed).walk(asked.id(), steps);
    return manifest(asked.id());
  }

  private JobManifest manifest(JobId id) {
    JobHistory history = jobs.history(id, 0).orElseThrow();
    return JobManifest.from(history);
  }
}
