package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.ops.Homes.OpenHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mediakeep media add}. */
@Command(
    name = "add",
    header = "Add files, and folders with all that is in them",
    description = {
      "Needs the home to itself: where a server holds it, ask that server. Creates the home where"
          + " there is none. A file is recognised by its bytes; one that is refused does not stop"
          + " the others. Below folders, hidden files and symbolic links are left out, and the"
          + " store's own folders always. A folder can be given again: what is there already is"
          + " not added a second time. Ctrl-C finishes cleanly; giving the folder again goes on."
    },
    exitCodeList = {
      "0:all files are there now",
      "1:some were refused",
      "3:the home is in use, or the store is damaged or unavailable",
      "130:stopped by SIGINT; what was added stays"
    },
    footer = {
      "  mediakeep media add sunset.png --prompt 'a sunset' --model flux-1.1-pro",
      "  mediakeep media add pictures/ --owner alice --tag archive --verbose",
      "  mediakeep media add pictures/ --json | jq '.files[] | select(.outcome == \"refused\")'"
    })
final class MediaAddCommand implements Verb {
  private static final String CLIENT = "mediakeep/";
  private static final String REQUEST = "POST /api/v1/media";

  private final Invocation invocation;

  @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "the files and folders")
  private List<Path> paths = new ArrayList<>();

  @Mixin private final DetailsOptions details = new DetailsOptions();

  @Option(
      names = "--if-absent",
      negatable = true,
      description =
          "reuse the owner's item that has the same bytes (the default for files in folders), or"
              + " add another (the default for files that are named)")
  private Optional<Boolean> ifAbsent = Optional.empty();

  @Mixin private final WalkOptions walk = new WalkOptions();

  @Option(names = "--dry-run", description = "count what would be looked at, and do nothing")
  private boolean dryRun;

  @Option(
      names = {"-v", "--verbose"},
      description = "print a line for each file")
  private boolean verbose;

  MediaAddCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    FileWalk files =
        new FileWalk(
            paths.stream().map(invocation::located).toList(),
            walk.scope(invocation.configuration()));
    if (dryRun) {
      return preview(count(files));
    }
    AddOrder order = new AddOrder(details.details(CLIENT + Version.read()), ifAbsent);
    try (OpenHome home = invocation.openForWriting(invocation.homes()::openOrCreate, REQUEST)) {
      details.parent().ifPresent(parent -> requireParent(home.media(), parent));
      Progress progress = new Progress(invocation.console(), count(files));
      AddRun run = new AddRun(home.media(), order, invocation.stop(), progress);
      if (invocation.isJson()) {
        tellJson(run, files, progress);
      } else {
        tellText(run, files, progress);
      }
      return statusOf(run);
    }
  }

  private Progress.Total count(FileWalk files) {
    FileCount count = new FileCount(invocation.stop());
    files.walk(count);
    return count.total();
  }

  private static void requireParent(MediaLibrary library, MediaId parent) {
    if (library.find(parent).isEmpty()) {
      String message = "parent must be a media item that exists, was " + parent;
      throw new MediakeepException(
          Problem.of(ErrorCode.PARENT_UNKNOWN, message).withField("parent"));
    }
  }

  private ExitStatus preview(Progress.Total total) {
    Console console = invocation.console();
    if (invocation.isJson()) {
      console.sayJson(json -> {
        json.writeStartObject();
        json.writeNumberField("files", total.files());
        json.writeNumberField("bytes", total.bytes());
        json.writeEndObject();
      });
    } else {
      console.say(
          "would look at " + AddLines.files(total.files()) + ", " + Sizes.show(total.bytes()));
    }
    return ExitStatus.DONE;
  }

  private void tellText(AddRun run, FileWalk files, Progress progress) {
    Console console = invocation.console();
    boolean each = verbose || paths.stream().map(invocation::located).noneMatch(Files::isDirectory);
    run.addAll(
        files,
        outcome -> {
          if (each) {
            progress.hide();
            AddLines.say(console, outcome);
          }
        });
    AddLines.saySum(console, run.tally());
  }

  private void tellJson(AddRun run, FileWalk files, Progress progress) {
    invocation
        .console()
        .sayJson(json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("files");
          run.addAll(
              files,
              outcome -> {
                progress.hide();
                AddLines.write(json, outcome);
              });
          json.writeEndArray();
          AddLines.writeSum(json, run.tally());
          json.writeEndObject();
        });
  }

  private ExitStatus statusOf(AddRun run) {
    run.failure().ifPresent(MediaAddCommand::rethrow);
    if (invocation.stop().isGiven()) {
      invocation.console().note("stopped before the end; give the same again to go on");
      return ExitStatus.REFUSED;
    }
    return run.tally().refused() > 0 ? ExitStatus.REFUSED : ExitStatus.DONE;
  }

  private static void rethrow(RuntimeException failure) {
    throw failure;
  }
}
