package dev.mediakeep.ops;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.ChangeResult;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep media restore}. */
@Command(
    name = "restore",
    header = "Take media items out of the trash",
    description =
        "Needs the home to itself: where a server holds it, ask that server. The other items are"
            + " dealt with also where one is refused.",
    exitCodeList = {
      "0:none of them is in the trash",
      "1:an item was not found",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = "  mediakeep media restore 019ae2f0-1c40-7000-8000-000000000001")
final class MediaRestoreCommand implements Verb {
  private static final String REQUEST = "POST /api/v1/media/ID/restore";

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "the ids of the items")
  private List<MediaId> ids = new ArrayList<>();

  MediaRestoreCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    try (OpenHome home = invocation.openForWriting(invocation.homes()::open, REQUEST)) {
      MediaLibrary library = home.media();
      return ItemReport.say(
          invocation, new LinkedHashSet<>(ids).stream().map(id -> restore(library, id)).toList());
    }
  }

  private static ItemReport.Line restore(MediaLibrary library, MediaId id) {
    return switch (library.restore(id, Optional.empty())) {
      case ChangeResult.Changed changed -> ItemReport.Line.of(id, "restored");
      case ChangeResult.Unchanged unchanged -> ItemReport.Line.unchanged(id, "not in the trash");
      case ChangeResult.Absent absent -> ItemReport.Line.absent(id);
      case ChangeResult.Stale stale ->
          throw new IllegalStateException("no version was expected of " + id);
    };
  }
}
