package dev.mediakeep.fs;

import dev.mediakeep.error.InvalidValueException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a home's folders lie. By default {@code .data}, {@code .media-storage}, {@code .video-jobs}
 * and {@code backups} under the home folder; each can be set alone.
 */
public final class HomeConfig {
  private final Path dataFolder;
  private final Path mediaFolder;
  private final Path jobFolder;
  private final Path backupFolder;

  private HomeConfig(Builder builder) {
    dataFolder = absolute(builder.dataFolder);
    mediaFolder = absolute(builder.mediaFolder);
    jobFolder = absolute(builder.jobFolder);
    backupFolder = absolute(builder.backupFolder);
    requireApart("mediaFolder", mediaFolder, List.of(dataFolder));
    requireApart("jobFolder", jobFolder, List.of(dataFolder, mediaFolder));
    requireApart("backupFolder", backupFolder, List.of(dataFolder, mediaFolder, jobFolder));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static void requireApart(String field, Path folder, List<Path> others) {
    if (others.contains(folder)) {
      throw new InvalidValueException(
          field, field + " must be a folder of its own, was " + folder + " like another one");
    }
  }

  /** All four folders in their usual places under this home folder. */
  public static HomeConfig ofHome(Path home) {
    return builder(home).build();
  }

  /** A builder that starts from {@link #ofHome}. */
  public static Builder builder(Path home) {
    return new Builder(home);
  }

  /** The folder of the database, the lock file and the keys. */
  public Path dataFolder() {
    return dataFolder;
  }

  /** The folder of images and videos. */
  public Path mediaFolder() {
    return mediaFolder;
  }

  /** The folder of the video jobs' manifests. */
  public Path jobFolder() {
    return jobFolder;
  }

  public Path backupFolder() {
    return backupFolder;
  }

  List<Path> folders() {
    return List.of(dataFolder, mediaFolder, jobFolder, backupFolder);
  }

  /** Collects the places of the folders. Not thread-safe. */
  public static final class Builder {
    private Path dataFolder;
    private Path mediaFolder;
    private Path jobFolder;
    private Path backupFolder;

    private Builder(Path home) {
      dataFolder = home.resolve(".data");
      mediaFolder = home.resolve(".media-storage");
      jobFolder = home.resolve(".video-jobs");
      backupFolder = home.resolve("backups");
    }

    public Builder dataFolder(Path folder) {
      dataFolder = folder;
      return this;
    }

    public Builder mediaFolder(Path folder) {
      mediaFolder = folder;
      return this;
    }

    public Builder jobFolder(Path folder) {
      jobFolder = folder;
      return this;
    }

    public Builder backupFolder(Path folder) {
      backupFolder = folder;
      return this;
    }

    /**
     * The config as collected.
     *
     * @throws InvalidValueException when two folders are the same
     */
    public HomeConfig build() {
      return new HomeConfig(this);
    }
  }
}
