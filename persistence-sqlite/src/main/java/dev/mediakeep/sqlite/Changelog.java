package dev.mediakeep.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The migrations that this program knows, as resources beside this class. Each file holds one
 * changeset, whose id is the file's name without its ending.
 *
 * @param master the list of them, a resource
 */
record Changelog(String master) {
  private static final Pattern FILE = Pattern.compile("file: (?:\\S*/)?([0-9a-z-]+)\\.sql");

  static Changelog ofProgram() {
    return new Changelog("/dev/mediakeep/sqlite/changelog/changelog.yaml");
  }

  /** The ids of all changesets, in the order in which they are applied. */
  List<String> ids() {
    return FILE.matcher(text()).results().map(file -> file.group(1)).toList();
  }

  private String text() {
    try (InputStream in = open(master).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a resource of this module, also where modules hide theirs from other modules. */
  static Optional<InputStream> open(String resource) {
    return Optional.ofNullable(Changelog.class.getResourceAsStream(resource));
  }
}
