package dev.mediakeep.ops;

import dev.mediakeep.format.MediaShape;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.Recipe;
import java.util.List;

/** Media items, one a line. */
final class MediaTable {
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("ID", 9),
          new Table.Column("FORMAT", 7),
          new Table.Column("SIZE", 6),
          new Table.Column("PIXELS", 4),
          new Table.Column("LENGTH", 3),
          new Table.Column("CREATED", 5),
          new Table.Column("OWNER", 1),
          new Table.Column("MODEL", 2),
          new Table.Column("PROMPT", 8));

  private final Table table;

  private MediaTable(Table table) {
    this.table = table;
  }

  static MediaTable in(Console console) {
    return new MediaTable(new Table(console, COLUMNS));
  }

  void print(List<Media> items) {
    table.print(items.stream().map(MediaTable::cells).toList());
  }

  private static List<String> cells(Media media) {
    MediaShape shape = media.blob().shape();
    Recipe recipe = media.details().recipe();
    return List.of(
        media.id().toString(),
        Words.of(shape.format()),
        Sizes.show(media.blob().sizeBytes()),
        shape.dimensions().toString(),
        shape.duration().map(Durations::showPlayingTime).orElse(""),
        Words.minute(media.createdAt()),
        media.details().owner().value(),
        recipe.model().orElse(""),
        recipe.prompt().orElse(""));
  }
}
