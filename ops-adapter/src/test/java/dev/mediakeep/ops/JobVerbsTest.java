package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobHistory;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jobs}, {@code lanes} and {@code reconcile}. */
final class JobVerbsTest extends CommandLineTest {
  private static final String ABSENT = "019ae2f0-1c40-7000-8000-000000000009";
  private static final Lane LANE = new Lane("acme", "film-1");

  private Configuration defaults;

  @BeforeEach
  void makeLane() {
    defaults = new ConfigurationSources(Map.of(), Map.of(), Map.of(), "").resolve(folder);
    homes.jobs.putLane(LaneRule.ofDefaults(LANE));
  }

  private Job asked(String owner) {
    JobRequest request =
        JobRequest.builder(new OwnerId(owner), LANE)
            .parameters(new JsonObject("{\"prompt\":\"a lake\"}"))
            .build();
    EnqueueResult result = homes.queue(defaults).enqueue(request, Optional.empty());
    return ((EnqueueResult.Added) result).job();
  }

  /** The lease of the job whose turn it is. */
  private long claimed() {
    List<Job> claimed = homes.queue(defaults).claim(new WorkerId("w"), Set.of(LANE), 1);
    return claimed.getFirst().attempts().fence();
  }

  private Job uncertain() {
    Job job = asked("ada");
    long fence = claimed();
    done(job, new JobCommand.Intend(fence));
    return done(job, new JobCommand.Doubt(fence, Optional.empty()));
  }

  private Job done(Job job, JobCommand command) {
    return ((JobChange.Done) homes.jobs.change(job.id(), command, homes.clock.instant())).job();
  }

  private JobState state(Job job) {
    return homes.jobs.find(job.id()).orElseThrow().state();
  }

  @Test
  void lists_jobs_newest_first() {
    Job first = asked("ada");
    Job second = asked("bob");

    assertThat(run("jobs", "list").out())
        .isEqualTo(
            """
            ID                                    STATE   DONE  LANE         OWNER  PRIO  COST  CREATED           PROMPT
            %s  queued        acme/film-1  bob    5     1     2026-11-24 05:00  a lake
            %s  queued        acme/film-1  ada    5     1     2026-11-24 05:00  a lake
            """
                .formatted(second.id(), first.id()));
    assertThat(run("jobs", "list", "--owner", "ada", "--json").json().at("/items/0/id").asText())
        .isEqualTo(first.id().toString());
    assertThat(run("jobs", "list", "--state", "failed", "--json").json().get("items")).isEmpty();
  }

  @Test
  void lists_page_by_page() {
    asked("ada");
    Job second = asked("ada");

    Result page = run("jobs", "list", "--limit", "1", "--json");
    String cursor = page.json().get("next").asText();

    assertThat(page.json().at("/items/0/id").asText()).isEqualTo(second.id().toString());
    Result last = run("jobs", "list", "--limit", "1", "--cursor", cursor, "--json");
    assertThat(last.json().get("next").isNull()).isTrue();
    assertThat(run("jobs", "list", "--all", "--json").out().lines()).hasSize(2);
    assertThat(run("jobs", "list", "--owner", "ada", "--cursor", cursor).status()).isEqualTo(2);
  }

  @Test
  void shows_all_that_is_known_and_the_log() {
    Job job = uncertain();

    assertThat(run("jobs", "show", job.id().toString()).out())
        .startsWith("id              " + job.id() + "\nstate           uncertain\n")
        .contains("provider key    mk-" + job.id() + "-1\n")
        .contains("2026-11-24T05:00:00.000Z  asked for → queued\n")
        .endsWith("2026-11-24T05:00:00.000Z  doubt → uncertain\n");
    assertThat(run("jobs", "show", "--json", job.id().toString()).json().get("events")).hasSize(4);
    assertThat(run("jobs", "show", ABSENT).status()).isEqualTo(1);
  }

  @Test
  void shows_why_a_job_is_tried_again() {
    Job job = asked("ada");
    long fence = claimed();
    Failure why = new Failure(FailureClass.TRANSIENT, "503 from the provider");
    done(job, new JobCommand.Fail(fence, why, Optional.empty()));

    String id = job.id().toString();
    assertThat(run("jobs", "show", id).out())
        .contains("last failure    transient: 503 from the provider\n")
        .endsWith("  fail → queued, transient: 503 from the provider\n");
    Result shown = run("jobs", "show", "--json", id);
    assertThat(shown.json().at("/lastFailure/class").asText()).isEqualTo("transient");
    assertThat(shown.json().at("/events/2/failure/message").asText()).isEqualTo(why.message());
    assertThat(shown.json().at("/events/1").has("failure")).isFalse();
  }

  @Test
  void cancels_and_retries() {
    Job job = asked("ada");
    String id = job.id().toString();

    assertThat(run("jobs", "cancel", "--dry-run", id).out())
        .isEqualTo("would be cancelled " + id + " (is queued)\n");
    assertThat(state(job)).isInstanceOf(JobState.Queued.class);
    assertThat(run("jobs", "retry", id).status()).isEqualTo(1);
    assertThat(run("jobs", "cancel", id, ABSENT))
        .matches(result -> result.status() == 1)
        .returns("cancelled " + id + "\n", Result::out);
    assertThat(run("jobs", "retry", id).out()).isEqualTo("queued " + id + "\n");
    assertThat(state(job)).isInstanceOf(JobState.Queued.class);
  }

  @Test
  void a_dry_cancel_refuses_what_the_real_one_refuses() {
    Job job = asked("ada");
    String id = job.id().toString();
    Failure why = new Failure(FailureClass.PERMANENT, "no");
    done(job, new JobCommand.Fail(claimed(), why, Optional.empty()));

    Result dry = run("jobs", "cancel", "--dry-run", id);
    assertThat(dry.status()).isEqualTo(run("jobs", "cancel", id).status()).isEqualTo(1);
    assertThat(dry.err()).contains("is failed, and would not be cancelled");
    run("jobs", "retry", id);
    run("jobs", "cancel", id);
    assertThat(run("jobs", "cancel", "--dry-run", id).status())
        .isEqualTo(run("jobs", "cancel", id).status())
        .isZero();
  }

  @Test
  void shows_when_a_queued_job_may_be_done() {
    Job first = asked("ada");
    long fence = claimed();
    homes.clock.advance(Duration.ofSeconds(90));
    List<MediaId> media = List.of(MediaId.parse(ABSENT));
    done(first, new JobCommand.Complete(fence, media));
    Job next = asked("ada");

    assertThat(run("jobs", "show", next.id().toString()).out())
        .contains("\nposition        1\nmay be done in  PT1M30S, nine of ten in PT1M30S\n");
    Result shown = run("jobs", "show", "--json", next.id().toString());
    assertThat(shown.json().at("/position").asLong()).isOne();
    assertThat(shown.json().at("/estimate/p50Ms").asLong()).isEqualTo(90_000);
    assertThat(shown.json().at("/estimate/p90Ms").asLong()).isEqualTo(90_000);
  }

  @Test
  void a_cancel_of_what_may_run_says_that_it_takes_time() {
    Job job = uncertain();

    assertThat(run("jobs", "cancel", job.id().toString()).out())
        .startsWith("stopping " + job.id() + " (");
  }

  @Test
  void resolves_what_nobody_knows() {
    Job job = uncertain();
    String id = job.id().toString();

    assertThat(run("jobs", "resolve", id).status()).isEqualTo(2);
    assertThat(run("jobs", "resolve", id, "--never-arrived", "--give-up", "x").status())
        .isEqualTo(2);
    assertThat(run("jobs", "resolve", id, "--runs", "op-1").out())
        .isEqualTo("waiting " + id + "\n");
    assertThat(state(job).operation().orElseThrow().handle()).isEqualTo("op-1");
    assertThat(run("jobs", "resolve", id, "--never-arrived").status()).isEqualTo(1);
    assertThat(run("jobs", "resolve", id, "--give-up", "too dear").out())
        .isEqualTo("failed " + id + "\n");
  }

  @Test
  void makes_and_changes_lanes() {
    assertThat(run("lanes", "put", "other/film/2", "--max-running", "3").out())
        .isEqualTo("open other/film/2\n");
    run("lanes", "put", "other/film/2", "--max-queued", "7");
    assertThat(homes.jobs.listLanes())
        .extracting(LaneStatus::rule)
        .contains(new LaneRule(new Lane("other", "film/2"), 7, 3));
    assertThat(run("lanes", "pause", "acme/film-1").out()).isEqualTo("paused acme/film-1\n");
    assertThat(run("lanes", "drain", "acme/film-1", "--json").json().get("mode").asText())
        .isEqualTo("draining");
    assertThat(run("lanes", "list").out())
        .isEqualTo(
            """
            LANE          MODE      QUEUED  OF     RUNNING  OF  PAUSED UNTIL
            acme/film-1   draining  0       10000  0        8
            other/film/2  open      0       7      0        3
            """);
    assertThat(run("lanes", "resume", "acme/film-1").out()).isEqualTo("open acme/film-1\n");
    assertThat(homes.jobs.listLanes().getFirst().mode()).isEqualTo(LaneMode.OPEN);
    assertThat(run("lanes", "put", "nolane").status()).isEqualTo(2);
    assertThat(run("lanes", "list", "--json").json().get("items")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "drain"})
  void a_lane_that_there_is_not_is_refused(String verb) {
    Result result = run("lanes", verb, "no/lane");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("lane must be one that there is").contains("hint: ");
    assertThat(run("lanes", verb, "no/lane", "--json").err()).contains("\"LANE_UNKNOWN\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'jobs retry 019ae2f0-1c40-7000-8000-000000000009', 'POST /api/v1/jobs/ID/retry'",
    "'jobs cancel 019ae2f0-1c40-7000-8000-000000000009', 'DELETE /api/v1/jobs/ID'",
    "'jobs resolve 019ae2f0-1c40-7000-8000-000000000009 --never-arrived', 'jobs/ID/resolve'",
    "'lanes put acme/film-1', 'PUT /api/v1/lanes/PROVIDER/MODEL'",
    "'webhooks retry msg_019ae2f0-1c40-7000-8000-000000000009_1', 'ops/webhooks/ID/retry'",
    "'lanes pause acme/film-1', 'POST /api/v1/lanes/PROVIDER/MODEL/pause'",
    "'reconcile', '--dry-run'"
  })
  void changes_nothing_beside_a_running_server(String words, String way) {
    homes.holder = Optional.of(new Homes.Holder(4711, Instant.EPOCH));

    Result result = run(words.split(" "));

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("4711").contains(way);
  }

  @Test
  void reconcile_says_what_was_taken_back() {
    Job job = uncertain();
    JobHistory told = homes.jobs.history(job.id(), 0).orElseThrow();
    done(job, new JobCommand.Resolve(new JobCommand.Finding.GivenUp("lost")));
    homes.clock.advance(Duration.ofDays(1));
    homes.jobs.purgeFinishedBefore(homes.clock.instant(), homes.clock.instant(), 100);
    homes.manifests.put(JobManifest.from(told));

    String line = job.id() + ": UNCERTAIN is not in the database, taken back as UNCERTAIN\n";
    assertThat(run("reconcile", "--dry-run"))
        .isEqualTo(
            new Result(
                4,
                "would be taken back " + line + "1 manifests, 1 findings, nothing was changed\n",
                ""));
    assertThat(homes.jobs.find(job.id())).isEmpty();
    assertThat(run("reconcile"))
        .isEqualTo(new Result(4, "taken back " + line + "1 manifests, 1 findings\n", ""));
    assertThat(state(job)).isInstanceOf(JobState.Uncertain.class);
    assertThat(run("reconcile", "--json").json().get("findings")).isEmpty();
  }
}
