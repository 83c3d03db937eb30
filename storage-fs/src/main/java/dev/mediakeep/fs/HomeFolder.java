package dev.mediakeep.fs;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.job.JobManifests;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.webhook.MasterSecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A home folder that is open: its lock, its markers, its blobs. It is opened, then the database in
 * it, then it is bound to the instance that the database names, and only then are there blobs. The
 * order makes a first start that is cut off anywhere start cleanly the next time, and never starts
 * on an empty database because a mount is wrong:
 *
 * <pre>
 * try (HomeFolder home = HomeFolder.open(HomeConfig.ofHome(path), clock)) {
 *   // open home.databaseFile()
 *   if (database knows media) home.bind(instance); else home.adopt(instance);
 *   home.blobs();
 * }
 * </pre>
 *
 * <p>Thread-safe. All methods throw {@link MediakeepException}.
 */
public final class HomeFolder implements AutoCloseable {
  private final HomeConfig config;
  private final Disk disk;
  private final Optional<HomeLock> lock;
  private @Nullable FileBlobStore store;
  private @Nullable FileJobManifests manifests;
  private boolean closed;

  private HomeFolder(HomeConfig config, Disk disk, Optional<HomeLock> lock) {
    this.config = config;
    this.disk = disk;
    this.lock = lock;
  }

  /**
   * Opens a home folder for this process alone. On a fresh home the folders are created, 0700
   * whatever the umask; beside a database, missing folders are left to {@link #adopt}.
   *
   * @param clock tells people since when the home is held, where the system does not know
   * @throws MediakeepException with {@link ErrorCode#HOME_MISMATCH} when there is no database
   *     beside folders that belong to one, {@link ErrorCode#HOME_IN_USE} when another process or
   *     object holds the home, {@link ErrorCode#HOME_NOT_WRITABLE} when a folder cannot be written
   *     to or created; nothing is changed then
   */
  public static HomeFolder open(HomeConfig config, InstantSource clock) {
    return open(config, clock, new LocalDisk());
  }

  static HomeFolder open(HomeConfig config, InstantSource clock, Disk disk) {
    HomeCheck check = new HomeCheck(config, disk);
    check.refuseLostDatabase();
    check.requireWritable();
    check.create(config.dataFolder());
    HomeLock lock = acquire(config, clock);
    boolean opened = false;
    try {
      if (!check.hasDatabase()) {
        check.createAll();
      }
      opened = true;
      return new HomeFolder(config, disk, Optional.of(lock));
    } finally {
      if (!opened) {
        release(lock);
      }
    }
  }

  /**
   * Opens a home folder to look at, also while another process holds it. Nothing is created; it can
   * be bound but not adopted, and its blobs can be read but not changed.
   *
   * @throws MediakeepException with {@link ErrorCode#STORE_UNAVAILABLE} when there is no database
   */
  public static HomeFolder openReadOnly(HomeConfig config) {
    Disk disk = new LocalDisk();
    if (!new HomeCheck(config, disk).hasDatabase()) {
      throw new MediakeepException(
          Problem.of(
                  ErrorCode.STORE_UNAVAILABLE,
                  "home folder must hold a database: there is none in " + config.dataFolder())
              .withHint("name the home folder of a service that has run before"));
    }
    return new HomeFolder(config, disk, Optional.empty());
  }

  /** Where the database of such a home is, or is to be created. */
  public static Path databaseFileOf(HomeConfig config) {
    return HomeCheck.databaseIn(config);
  }

  /**
   * The process that holds the home for writing; empty when none does, or there is no home. Asking
   * takes nothing from the holder.
   */
  public static Optional<Holder> holderOf(HomeConfig config) {
    return HomeLock.holder(config.dataFolder());
  }

  /**
   * A process that holds a home.
   *
   * @param started when the process was started
   */
  public record Holder(long pid, String host, Instant started) {}

  private static HomeLock acquire(HomeConfig config, InstantSource clock) {
    try {
      return HomeLock.acquire(config.dataFolder().toRealPath(), clock);
    } catch (IOException e) {
      throw DiskProblem.of("locking " + config.dataFolder() + " failed", config.dataFolder(), e);
    }
  }

  private static void release(HomeLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new MediakeepException(
          ErrorCode.STORE_UNAVAILABLE, "releasing the lock of the home folder failed", e);
    }
  }

  /**
   * The master secrets of webhooks, in the data folder. They are there beside the process that
   * holds the home as well.
   */
  public static MasterSecrets webhookSecretsOf(HomeConfig config) {
    return new WebhookSecretFile(config.dataFolder(), new LocalDisk());
  }

  /** Where the database is, or is to be created. */
  public Path databaseFile() {
    return HomeCheck.databaseIn(config);
  }

  /**
   * Binds the home to the instance of a database that knows media, after a look at the markers.
   * Then the home is known to be ours: where others than its owner have access to its folders, they
   * lose it, and a warning says so.
   *
   * @throws MediakeepException with {@link ErrorCode#HOME_MISMATCH} when a folder is not there, or
   *     carries no marker or that of another instance; nothing is changed
   */
  public synchronized void bind(InstanceId instance) {
    requireOpen();
    HomeCheck check = new HomeCheck(config, disk);
    config.folders().forEach(folder -> check.requireMarked(folder, instance));
    openStores(instance);
  }

  /**
   * Binds the home to the instance of a database that knows no media: creates the folders that are
   * missing and marks those that carry no marker. Modes are tightened as {@link #bind} does.
   *
   * @throws MediakeepException with {@link ErrorCode#HOME_MISMATCH} when a folder carries the
   *     marker of another instance, or holds media without a marker; nothing is changed then
   */
  public synchronized void adopt(InstanceId instance) {
    requireOpen();
    if (isReadOnly()) {
      throw new UnsupportedOperationException("the home folder is open for reading only");
    }
    HomeCheck check = new HomeCheck(config, disk);
    check.requireAdoptable(instance);
    check.createAll();
    check.mark(instance);
    openStores(instance);
  }

  private void openStores(InstanceId instance) {
    if (store != null) {
      throw new IllegalStateException("the home folder is bound already");
    }
    try {
      Path media = config.mediaFolder().toRealPath();
      SpaceGauge gauge = SpaceGauge.of(config.mediaFolder(), config.dataFolder());
      store =
          isReadOnly()
              ? new FileBlobStore(media, disk, gauge)
              : FileBlobStore.open(media, disk, gauge);
      manifests = new FileJobManifests(config.jobFolder().toRealPath(), instance, disk);
      if (!isReadOnly()) {
        OwnerOnly.tighten(config);
      }
    } catch (IOException e) {
      throw DiskProblem.of("opening the folders of media and jobs failed", config.mediaFolder(), e);
    }
  }

  private boolean isReadOnly() {
    return lock.isEmpty();
  }

  /**
   * The files of the blobs. They are refused with {@link ErrorCode#STORE_CLOSED} once the home is
   * closed.
   *
   * @throws IllegalStateException before {@link #bind} or {@link #adopt}
   */
  public synchronized BlobStore blobs() {
    requireOpen();
    if (store == null) {
      throw new IllegalStateException("the home folder must be bound to an instance first");
    }
    return isReadOnly() ? new ReadOnlyBlobStore(store) : store;
  }

  /**
   * The manifests of the jobs. They are refused with {@link ErrorCode#STORE_CLOSED} once the home
   * is closed.
   *
   * @throws IllegalStateException before {@link #bind} or {@link #adopt}
   */
  public synchronized JobManifests manifests() {
    requireOpen();
    if (manifests == null) {
      throw new IllegalStateException("the home folder must be bound to an instance first");
    }
    return isReadOnly() ? new ReadOnlyJobManifests(manifests) : manifests;
  }

  private void requireOpen() {
    if (closed) {
      throw new MediakeepException(ErrorCode.STORE_CLOSED, "the home folder is closed");
    }
  }

  /**
   * Waits for blobs that are being published, refuses those that come after, and releases the home.
   * The database must be closed before. May be called again.
   */
  @Override
  public synchronized void close() {
    closed = true;
    if (store != null) {
      store.close();
    }
    if (manifests != null) {
      manifests.close();
    }
    lock.ifPresent(HomeFolder::release);
  }
}
