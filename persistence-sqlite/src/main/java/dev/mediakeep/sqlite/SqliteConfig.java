package dev.mediakeep.sqlite;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.IdGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a store in SQLite is opened. By default 4 readers that are waited for at most 5 s, 1,024
 * queued writes with a wait of at most 5 s for a place, 5 s of waiting for another process's lock,
 * and a log that is emptied when nobody has written for 1 s.
 */
public final class SqliteConfig {
  private static final int DEFAULT_READERS = 4;
  private static final int DEFAULT_QUEUED_WRITES = 1_024;
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
  private static final Duration DEFAULT_IDLE = Duration.ofSeconds(1);
  private static final int DEFAULT_GROUP = 256;
  private static final Duration DEFAULT_GROUP_TIME = Duration.ofMillis(20);
  private static final int DEFAULT_LOG_FRAMES = 4_000;
  private static final int MAX_READERS = 64;
  private static final int MAX_QUEUED_WRITES = 1_000_000;

  /** The pool takes no less. */
  private static final long MIN_READER_WAIT_MILLIS = 250;

  private static final long MAX_WAIT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Path databaseFile;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final int readers;
  private final Duration readerWait;
  private final Duration busyTimeout;
  private final WriterLimits writer;
  private final Optional<MountTable> mounts;
  private final Changelog changelog;

  private SqliteConfig(Builder builder) {
    databaseFile = builder.databaseFile.toAbsolutePath().normalize();
    requireNoQuestionMark(databaseFile);
    clock = builder.clock;
    ids = builder.ids;
    readers = (int) Rules.inRange("readers", builder.readers, 1, MAX_READERS);
    readerWait = wait("readerWait", builder.readerWait, MIN_READER_WAIT_MILLIS);
    busyTimeout = wait("busyTimeout", builder.busyTimeout, 0);
    writer =
        new WriterLimits(
            (int) Rules.inRange("queuedWrites", builder.queuedWrites, 1, MAX_QUEUED_WRITES),
            wait("queueWait", builder.queueWait, 0),
            DEFAULT_GROUP,
            DEFAULT_GROUP_TIME,
            wait("idleAfter", builder.idleAfter, 1),
            builder.logFrames);
    mounts = builder.mounts;
    changelog = builder.changelog;
  }

  /** The driver takes what follows one for settings of the connection. */
  private static void requireNoQuestionMark(Path file) {
    if (file.toString().contains("?")) {
      throw new InvalidValueException(
          "databaseFile", "databaseFile must not hold a question mark, was " + file);
    }
  }

  private static Duration wait(String field, Duration wait, long minMillis) {
    if (wait.toMillis() < minMillis || wait.toMillis() > MAX_WAIT_MILLIS) {
      throw new InvalidValueException(
          field, field + " must be " + minMillis + ".." + MAX_WAIT_MILLIS + " ms, was " + wait);
    }
    return wait;
  }

  /** Everything as by default. */
  public static SqliteConfig ofDefaults(Path databaseFile, InstantSource clock, IdGenerator ids) {
    return builder(databaseFile, clock, ids).build();
  }

  /**
   * A builder that starts from the defaults.
   *
   * @param databaseFile where the database is or will be; its folder exists
   * @param clock the time at which the store is made
   * @param ids the source of the store's identity
   */
  public static Builder builder(Path databaseFile, InstantSource clock, IdGenerator ids) {
    return new Builder(databaseFile, clock, ids);
  }

  Path databaseFile() {
    return databaseFile;
  }

  InstantSource clock() {
    return clock;
  }

  IdGenerator ids() {
    return ids;
  }

  int readers() {
    return readers;
  }

  Duration readerWait() {
    return readerWait;
  }

  Duration busyTimeout() {
    return busyTimeout;
  }

  WriterLimits writer() {
    return writer;
  }

  /** What is mounted; empty to ask the system. */
  Optional<MountTable> mounts() {
    return mounts;
  }

  Changelog changelog() {
    return changelog;
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {
    private final Path databaseFile;
    private final InstantSource clock;
    private final IdGenerator ids;
    private int readers = DEFAULT_READERS;
    private Duration readerWait = DEFAULT_WAIT;
    private int queuedWrites = DEFAULT_QUEUED_WRITES;
    private Duration queueWait = DEFAULT_WAIT;
    private Duration busyTimeout = DEFAULT_WAIT;
    private Duration idleAfter = DEFAULT_IDLE;
    private int logFrames = DEFAULT_LOG_FRAMES;
    private Optional<MountTable> mounts = Optional.empty();
    private Changelog changelog = Changelog.ofProgram();

    private Builder(Path databaseFile, InstantSource clock, IdGenerator ids) {
      this.databaseFile = databaseFile;
      this.clock = clock;
      this.ids = ids;
    }

    /** How many connections read at the same time, 1 to 64. */
    public Builder readers(int connections) {
      readers = connections;
      return this;
    }

    /** How long a caller waits for one of them before it is told that the store is busy. */
    public Builder readerWait(Duration longest) {
      readerWait = longest;
      return this;
    }

    /** How many writes may wait for the writer, 1 to 1,000,000. */
    public Builder queuedWrites(int most) {
      queuedWrites = most;
      return this;
    }

    /** How long a caller waits for a place in a full queue before it is told that it is full. */
    public Builder queueWait(Duration longest) {
      queueWait = longest;
      return this;
    }

    /** How long the writer waits for another process that holds the database's lock. */
    public Builder busyTimeout(Duration longest) {
      busyTimeout = longest;
      return this;
    }

    /** How long nobody must have written before the write-ahead log is emptied. */
    public Builder idleAfter(Duration pause) {
      idleAfter = pause;
      return this;
    }

    /** How many pages of the log are not copied into the database yet when copying begins. */
    Builder logFrames(int pages) {
      logFrames = pages;
      return this;
    }

    /** What is mounted, as a test wants it to be. */
    Builder mounts(MountTable table) {
      mounts = Optional.of(table);
      return this;
    }

    /** The migrations, as a test wants them to be. */
    Builder changelog(Changelog migrations) {
      changelog = migrations;
      return this;
    }

    /**
     * The configuration as collected.
     *
     * @throws dev.mediakeep.error.InvalidValueException when a value is out of range
     */
    public SqliteConfig build() {
      return new SqliteConfig(this);
    }
  }
}
