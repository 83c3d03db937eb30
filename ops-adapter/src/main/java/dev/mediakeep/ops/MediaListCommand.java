package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
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
    try (OpenHome home = invocation.openReadOnly()) {
      if (all) {
        listAll(home.media());
      } else {
        listPage(home.media().list(queryAfter(cursor, limit.orElse(MediaQuery.DEFAULT_LIMIT))));
      }
    }
    return ExitStatus.DONE;
  }

  private MediaQuery queryAfter(Optional<Cursor> place, int items) {
    MediaQuery.Builder query = filter.query().limit(items);
    place.ifPresent(query::after);
    return query.build();
  }

  private void listPage(Page<Media> page) {
    Console console = invocation.console();
    if (invocation.isJson()) {
      console.sayJson(json -> {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (Media media : page.items()) {
          JsonForms.write(json, media);
        }
        json.writeEndArray();
        json.writeStringField("next", page.next().map(Cursor::encode).orElse(null));
        json.writeEndObject();
      });
    } else {
      MediaTable.in(console).print(page.items());
      page.next()
          .ifPresent(next -> console.note("there are more: repeat with --cursor " + next.encode()));
    }
  }

  private void listAll(MediaLibrary library) {
    Console console = invocation.console();
    MediaTable table = MediaTable.in(console);
    Optional<Cursor> place = cursor;
    do {
      Page<Media> page = library.list(queryAfter(place, MediaQuery.MAX_LIMIT));
      if (invocation.isJson()) {
        page.items().forEach(media -> console.sayJson(json -> JsonForms.write(json, media)));
      } else {
        table.print(page.items());
      }
      place = page.next();
    } while (place.isPresent() && console.isHeard() && !invocation.stop().isGiven());
  }
}
