package dev.mediakeep.examples;

import dev.mediakeep.embedded.Mediakeep;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the files that it is given in a home folder of its own and lists what is there.
 *
 * <p>Run it as {@code EmbeddedGallery HOME FILE…}.
 */
public final class EmbeddedGallery {
  private EmbeddedGallery() {}

  /** The first argument is the home folder, each further one a file. */
  public static void main(String[] args) throws IOException {
    try (Mediakeep keep = Mediakeep.open(Path.of(args[0]))) {
      for (int i = 1; i < args.length; i++) {
        add(keep, Path.of(args[i]));
      }
      for (Media media : keep.media().list(MediaQuery.ofDefaults()).items()) {
        System.out.println(media.id() + "  " + media.blob().shape().dimensions());
      }
    }
  }

  private static void add(Mediakeep keep, Path file) throws IOException {
    MediaDetails details =
        MediaDetails.builder()
            .tags(Tags.of("example"))
            .recipe(Recipe.builder().prompt("a picture from " + file.getFileName()).build())
            .build();
    try (InputStream bytes = Files.newInputStream(file)) {
      String said =
          switch (keep.media().add(NewMedia.of(details).reusingDuplicates(), bytes)) {
            case AddResult.Added(Media media) -> "kept as " + media.id();
            case AddResult.Existing(Media media) -> "was there as " + media.id();
            case AddResult.Refused(var problem) -> "refused: " + problem.message();
          };
      System.out.println(file.getFileName() + " " + said);
    }
  }
}
