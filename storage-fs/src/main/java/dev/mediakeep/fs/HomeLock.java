package dev.mediakeep.fs;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The hold of one process, and of one object in it, on a home folder. The system's lock on the file
 * is what counts; it goes with the process, however that ends. What stands in the file only tells
 * people who holds it, and is read only while somebody does. The file is never removed: a process
 * that waits to open it would lock one that has no name any more.
 */
final class HomeLock implements AutoCloseable {
  static final String NAME = "mediakeep.lock";

  private static final System.Logger LOG = System.getLogger(HomeLock.class.getName());

  /**
   * The locks of this process. The system's lock belongs to the whole process, and closing any
   * descriptor of the file releases it: so a home that is held here must not even be looked at.
   */
  private static final Map<Path, LockHolder> HELD = Collections.synchronizedMap(new HashMap<>());

  /** Channels that must stay open, because closing one would release another's lock. */
  private static final Collection<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

  private final Path file;
  private final FileChannel channel;

  private HomeLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock in this folder.
   *
   * @throws MediakeepException with {@link ErrorCode#HOME_IN_USE} when somebody has it
   */
  static HomeLock acquire(Path realFolder, InstantSource clock) throws IOException {
    Path file = realFolder.resolve(NAME);
    LockHolder self = LockHolder.self(clock);
    LockHolder here = HELD.putIfAbsent(file, self);
    if (here != null) {
      throw inUse(realFolder, "this process itself, " + here.describe());
    }
    boolean acquired = false;
    try {
      HomeLock lock = new HomeLock(file, lock(realFolder, file));
      lock.tell(self);
      acquired = true;
      return lock;
    } finally {
      if (!acquired) {
        HELD.remove(file);
      }
    }
  }

  private static FileChannel lock(Path folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS), LocalDisk.OWNER_FILE);
    boolean mayClose = true;
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      if (!locked) {
        throw inUse(folder, LockHolder.parse(read(channel)).describe());
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      mayClose = false; // held by a copy of this class, from another class loader
      KEPT_OPEN.add(channel);
      throw inUse(folder, "this process itself");
    } finally {
      if (!locked && mayClose) {
        channel.close();
      }
    }
  }

  /**
   * Who holds the home whose lock is in this folder, as far as the file tells. The lock itself is
   * not tried: that would refuse a process that starts at the same moment.
   */
  static Optional<HomeFolder.Holder> holder(Path folder) {
    try {
      return holderIn(folder.toRealPath().resolve(NAME))
          .named()
          .map(it -> new HomeFolder.Holder(it.pid(), it.host(), it.started()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static LockHolder holderIn(Path file) throws IOException {
    synchronized (HELD) { // nobody here may take the lock while the file is open to be read
      LockHolder here = HELD.get(file);
      return here == null ? LockHolder.parse(Files.readString(file)) : here;
    }
  }

  private static MediakeepException unreadable(Path path, IOException cause) {
    return new MediakeepException(
        ErrorCode.STORE_UNAVAILABLE, "looking for the holder of " + path + " failed", cause);
  }

  private static MediakeepException inUse(Path folder, String holder) {
    return new MediakeepException(
        ErrorCode.HOME_IN_USE,
        "home folder must not be in use: " + folder + " is held by " + holder);
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LockHolder.MAX_BYTES);
    while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
      // until full or at the end
    }
    return new String(content.array(), 0, content.position(), UTF_8);
  }

  /** Says in the file who holds it. A full disk must not keep a service from starting. */
  private void tell(LockHolder self) throws IOException {
    try {
      LocalDisk.allowOwner(file);
      write(self.text());
    } catch (ClosedChannelException e) {
      throw e; // the thread was interrupted, and the lock went with the channel
    } catch (IOException e) {
      LOG.log(WARNING, "writing into {0} failed; nobody is told who holds it: {1}", file, e);
    }
  }

  private void write(String text) throws IOException {
    channel.truncate(0);
    ByteBuffer bytes = UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  /** Empties the file and releases it. May be called again. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        channel.truncate(0);
      } finally {
        HELD.remove(file);
      }
    }
  }
}
