package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.Page;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mediakeep media list}. */
@Command(
    name = "list",
    header = "List media items, newest first",
    description = {
      "Works beside a running server. Prints a table, cut to the width of the terminal; with --json"
          + " the page as HTTP gives it, or with --all one item a line."
    },
    footer = {
      "  mediakeep media list --kind video --tag sea",
      "  mediakeep media list --trashed --limit 200",
      "  mediakeep media list --all --json | jq -r .id"
    })
final class MediaListCommand implements Verb {
  private final Invocation invocation;

  @Mixin private final FilterOptions filter = new FilterOptions();

  @Option(names = "--limit", paramLabel = "N", description = "at most so many items, 1 to 200 (50)")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "go on after an earlier page of the same filters and order")
  private Optional<Cursor> cursor = Optional.empty();

  @Option(names = "--all", description = "list all pages, one after the other")
  private boolean all;

  MediaListCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    if (all && limit.isPresent()) {
      throw new InvalidValueException("limit", "--limit must not be given with --all");
    }
    Listing<Media, Cursor> listing =
        new Listing<>(
            invocation,
            MediaTable.in(invocation.console())::print,
            JsonForms::write,
            Cursor::encode);
    try (OpenHome home = invocation.openReadOnly()) {
      if (all) {
        listing.sayAll(place -> page(home, MediaQuery.MAX_LIMIT, place), cursor);
      } else {
        listing.say(page(home, limit.orElse(MediaQuery.DEFAULT_LIMIT), cursor));
      }
    }
    return ExitStatus.DONE;
  }

  private Listing.Part<Media, Cursor> page(OpenHome home, int most, Optional<Cursor> after) {
    MediaQuery.Builder query = filter.query().limit(most);
    after.ifPresent(query::after);
    Page<Media> page = home.media().list(query.build());
    return new Listing.Part<>(page.items(), page.next());
  }
}
