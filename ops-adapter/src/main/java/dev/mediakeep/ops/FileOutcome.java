package dev.mediakeep.ops;

import dev.mediakeep.error.Problem;
import dev.mediakeep.id.MediaId;
import java.nio.file.Path;

/** What became of one file that was to be added. */
sealed interface FileOutcome {
  /** The file, as the command line or its folder names it. */
  Path file();

  /** It is kept as this item. */
  record Added(Path file, long bytes, MediaId id) implements FileOutcome {}

  /** The owner had the same bytes already, as this item. */
  record Existing(Path file, MediaId id) implements FileOutcome {}

  /** It was looked at and is not kept. */
  record Refused(Path file, Problem problem) implements FileOutcome {}

  /** It was not looked at. */
  record Skipped(Path file, Reason reason) implements FileOutcome {}

  /** It was left out, because the command was told to stop while it was read. */
  record Interrupted(Path file) implements FileOutcome {}

  /** Why a file or folder was not looked at. */
  enum Reason {
    HIDDEN("hidden"),
    LINK("symbolic link"),
    SPECIAL("no regular file"),
    STORE("part of the store"),
    FOLDER("folder below"),
    VISITED("folder seen before");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The reason as people and programs read it. */
    String text() {
      return text;
    }
  }
}
