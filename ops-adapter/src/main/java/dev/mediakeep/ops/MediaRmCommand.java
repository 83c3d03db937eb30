package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.ChangeResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.PurgeResult;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mediakeep media rm}. */
@Command(
    name = "rm",
    header = "Move media items to the trash, or purge them from it",
    description = {
      "Needs the home to itself: where a server holds it, ask that server. Items in the trash can"
          + " be restored until they are purged; what is purged is gone, and its file with it unless"
          + " other items share it. The other items are dealt with also where one is refused."
    },
    exitCodeList = {
      "0:all are in the trash, or purged",
      "1:an item was not found, or not in the trash",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = {
      "  mediakeep media rm 019ae2f0-1c40-7000-8000-000000000001",
      "  mediakeep media rm --purge 019ae2f0-1c40-7000-8000-000000000001",
      "  mediakeep media list --trashed --all --json | jq -r .id | xargs mediakeep media rm --purge"
    })
final class MediaRmCommand implements Verb {
  private final Invocation invocation;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "the ids of the items")
  private List<MediaId> ids = new ArrayList<>();

  @Option(names = "--purge", description = "remove for good; only items that are in the trash")
  private boolean purge;

  @Option(names = "--dry-run", description = "say what would be done, and do nothing")
  private boolean dryRun;

  MediaRmCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    try (OpenHome home = dryRun ? invocation.openReadOnly() : openForWriting()) {
      Function<MediaId, ItemReport.Line> step = stepOn(home.media());
      return ItemReport.say(invocation, new LinkedHashSet<>(ids).stream().map(step).toList());
    }
  }

  private OpenHome openForWriting() {
    return invocation.openForWriting(invocation.homes()::open, "DELETE /api/v1/media/ID");
  }

  private Function<MediaId, ItemReport.Line> stepOn(MediaLibrary library) {
    if (dryRun) {
      return id -> preview(id, library.find(id));
    }
    return purge ? id -> purge(library, id) : id -> trash(library, id);
  }

  private ItemReport.Line preview(MediaId id, Optional<Media> found) {
    if (found.isEmpty()) {
      return ItemReport.Line.absent(id);
    }
    boolean trashed = found.get().isTrashed();
    if (purge) {
      return trashed ? ItemReport.Line.of(id, "would be purged") : notTrashed(id);
    }
    return trashed ? alreadyTrashed(id) : ItemReport.Line.of(id, "would be trashed");
  }

  private static ItemReport.Line trash(MediaLibrary library, MediaId id) {
    return switch (library.trash(id, Optional.empty())) {
      case ChangeResult.Changed changed -> ItemReport.Line.of(id, "trashed");
      case ChangeResult.Unchanged unchanged -> alreadyTrashed(id);
      case ChangeResult.Absent absent -> ItemReport.Line.absent(id);
      case ChangeResult.Stale stale ->
          throw new IllegalStateException("no version was expected of " + id);
    };
  }

  private static ItemReport.Line purge(MediaLibrary library, MediaId id) {
    return switch (library.purge(id, Optional.empty())) {
      case PurgeResult.Purged purged -> ItemReport.Line.of(id, "purged");
      case PurgeResult.NotTrashed kept -> notTrashed(id);
      case PurgeResult.Absent absent -> ItemReport.Line.absent(id);
      case PurgeResult.Stale stale ->
          throw new IllegalStateException("no version was expected of " + id);
    };
  }

  private static ItemReport.Line alreadyTrashed(MediaId id) {
    return ItemReport.Line.unchanged(id, "already in the trash");
  }

  private static ItemReport.Line notTrashed(MediaId id) {
    return ItemReport.Line.refused(
        id, ErrorCode.MEDIA_NOT_IN_TRASH, "an item must be in the trash to be purged: " + id);
  }
}
