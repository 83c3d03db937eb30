package dev.mediakeep.ops;

import java.util.List;
import picocli.CommandLine.Option;

/** How far to go into folders. */
final class WalkOptions {
  @Option(
      names = "--recursive",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "go into folders below folders (the default), or do not")
  private boolean recursive = true;

  @Option(names = "--follow-links", description = "follow symbolic links in folders")
  private boolean followLinks;

  FileWalk.Scope scope(Configuration configuration) {
    return new FileWalk.Scope(
        recursive,
        followLinks,
        List.of(
            configuration.dataFolder(),
            configuration.mediaFolder(),
            configuration.jobFolder(),
            configuration.backupFolder()));
  }
}
