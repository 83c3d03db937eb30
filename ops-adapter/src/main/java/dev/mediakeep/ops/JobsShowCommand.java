package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Standing;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep jobs show}. */
@Command(
    name = "show",
    header = "Show all that is known of a video job, with its log",
    description = {
      "Works beside a running server. Of a long log the first 1,000 lines are shown; the job's"
          + " manifest in .video-jobs tells its end too."
    },
    exitCodeList = "1:there is no such job",
    footer = {
      "  mediakeep jobs show 019ae2f0-1c40-7000-8000-000000000001",
      "  mediakeep jobs show --json 019ae2f0-1c40-7000-8000-000000000001"
    })
final class JobsShowCommand implements Verb {
  private static final int MOST_LINES = 1_000;

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "the job's id")
  private @Nullable JobId id;

  JobsShowCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    JobId wanted = Objects.requireNonNull(id, "picocli sets the id");
    try (OpenHome home = invocation.openReadOnly()) {
      Job job = home.jobs().find(wanted).orElseThrow(() -> absent(wanted));
      Optional<Standing> standing = home.jobs().standing(wanted);
      List<JobEntry> lines =
          home.jobs().listEntries(new EntryQuery(Optional.of(wanted), 0, MOST_LINES));
      if (invocation.isJson()) {
        invocation.console().sayJson(json -> JobForms.write(json, job, standing, lines));
      } else {
        Facts.sayText(invocation.console(), factsOf(job, standing));
        lines.forEach(line -> invocation.console().say(Words.harmless(text(line))));
      }
    }
    return ExitStatus.DONE;
  }

  private static MediakeepException absent(JobId id) {
    return new MediakeepException(ErrorCode.JOB_NOT_FOUND, "there is no job " + id);
  }

  private static String text(JobEntry line) {
    return Words.time(line.at())
        + "  "
        + line.command().map(Words::of).orElse("asked for")
        + " → "
        + Words.of(line.state())
        + line.progress().map(told -> ", " + text(told)).orElse("")
        + line.failure().map(why -> ", " + text(why)).orElse("");
  }

  private static String text(Failure why) {
    return Words.of(why.kind()) + ": " + why.message();
  }

  private static String text(Progress told) {
    return told.percent() + " %" + told.message().map(message -> " " + message).orElse("");
  }

  private static Map<String, String> factsOf(Job job, Optional<Standing> standing) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("id", job.id().toString());
    facts.put("state", Words.of(job.state().kind()));
    standing.ifPresent(place -> putStanding(facts, place));
    putState(facts, job.state());
    job.lastFailure()
        .ifPresent(why ->
            facts.put(
                job.state() instanceof JobState.Failed ? "failure" : "last failure", text(why)));
    job.progress().ifPresent(told -> facts.put("done", text(told)));
    putRequest(facts, job.request());
    facts.put("created", Words.time(job.createdAt()));
    job.attempts().startedAt().ifPresent(time -> facts.put("started", Words.time(time)));
    job.deadline().ifPresent(time -> facts.put("must end", Words.time(time)));
    facts.put("attempts spent", Integer.toString(job.attempts().spent()));
    facts.put("lost leases", Integer.toString(job.attempts().lostLeases()));
    return facts;
  }

  private static void putStanding(Map<String, String> facts, Standing standing) {
    facts.put("position", Long.toString(standing.position()));
    standing
        .estimate()
        .ifPresent(
            time -> facts.put("may be done in", time.p50() + ", nine of ten in " + time.p90()));
  }

  private static void putState(Map<String, String> facts, JobState state) {
    state.claimableAt().ifPresent(time -> facts.put("due", Words.time(time)));
    if (state instanceof JobState.Leased leased) {
      facts.put("worker", leased.held().worker().value());
      facts.put("lease until", Words.time(leased.held().until()));
    }
    if (state instanceof JobState.Unconfirmed unconfirmed) {
      facts.put("provider key", unconfirmed.intent().key());
    }
    state
        .operation()
        .ifPresent(running -> {
          facts.put("operation", running.handle());
          facts.put("provider key", running.key());
        });
    if (state instanceof JobState.Exposed exposed) {
      exposed.stop().ifPresent(stop -> facts.put("to be stopped", Words.of(stop.reason())));
    }
    if (state instanceof JobState.Succeeded done) {
      facts.put("media", String.join(", ", done.media().stream().map(Object::toString).toList()));
    }
  }

  private static void putRequest(Map<String, String> facts, JobRequest request) {
    facts.put("owner", request.owner().value());
    facts.put("lane", request.lane().toString());
    facts.put("priority", Integer.toString(request.priority()));
    facts.put("cost", Long.toString(request.cost()));
    facts.put("parameters", request.parameters().text());
    request.notBefore().ifPresent(time -> facts.put("not before", Words.time(time)));
    facts.put("time limit", request.timeLimit().toString());
    request.address().ifPresent(address -> facts.put("address", address));
  }
}
