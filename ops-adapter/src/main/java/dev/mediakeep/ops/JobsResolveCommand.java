package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand.Finding;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mediakeep jobs resolve}. */
@Command(
    name = "resolve",
    header = "Say what became of a submission that nobody knows of",
    description = {
      "A job is uncertain when its worker was lost while it submitted it, and looking while a worker"
          + " asks the provider for it by key. Look for the key of the job, which jobs show tells, at"
          + " the provider, and say what you found. A job that is waiting for its provider can be given"
          + " up, too; and one that has failed is taken up again with --runs: its render is polled and"
          + " fetched, and nothing is ordered anew. Needs the home to itself: where a server holds it, ask that server."
    },
    exitCodeList = {
      "1:there is no such job, or it is in no state that takes the finding",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = {
      "  mediakeep jobs resolve 019ae2f0-1c40-7000-8000-000000000001 --runs operations/4711",
      "  mediakeep jobs resolve 019ae2f0-1c40-7000-8000-000000000001 --never-arrived",
      "  mediakeep jobs resolve 019ae2f0-1c40-7000-8000-000000000001 --give-up 'lost at the"
          + " provider'"
    })
final class JobsResolveCommand implements Verb {
  private static final String REQUEST = "POST /api/v1/jobs/ID/resolve";

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "the job's id")
  private @Nullable JobId id;

  @Option(
      names = "--runs",
      paramLabel = "HANDLE",
      description = "the provider runs it, or has run it, under this name: it is polled")
  private Optional<String> handle = Optional.empty();

  @Option(
      names = "--never-arrived",
      description =
          "the provider never got it: it is submitted again, which costs, or ends if it is to stop")
  private boolean neverArrived;

  @Option(
      names = "--give-up",
      paramLabel = "WHY",
      description = "it shall not be tried again; whatever runs at the provider is left there")
  private Optional<String> why = Optional.empty();

  JobsResolveCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    JobId wanted = Objects.requireNonNull(id, "picocli sets the id");
    Finding finding = finding();
    try (OpenHome home = invocation.openForWriting(invocation.homes()::open, REQUEST)) {
      return ItemReport.say(
          invocation, List.of(lineOf(wanted, home.jobs().resolve(wanted, finding))));
    }
  }

  private Finding finding() {
    List<Finding> findings =
        Stream.of(
                handle.<Finding>map(Finding.Runs::new),
                Optional.<Finding>of(new Finding.NeverArrived()).filter(given -> neverArrived),
                why.<Finding>map(Finding.GivenUp::new))
            .flatMap(Optional::stream)
            .toList();
    if (findings.size() != 1) {
      throw new InvalidValueException(
          "finding",
          "one of --runs, --never-arrived and --give-up must be given, were " + findings.size());
    }
    return findings.getFirst();
  }

  private static ItemReport.Line lineOf(JobId id, JobChange change) {
    return switch (change) {
      case JobChange.Done(Job job) -> ItemReport.Line.of(id, Words.of(job.state().kind()));
      case JobChange.Refused(var problem) -> ItemReport.Line.refused(id, problem);
      case JobChange.Absent absent -> ItemReport.Line.absent(id);
    };
  }
}
