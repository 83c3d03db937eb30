package dev.mediakeep.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobManifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Manifests as files in the folder of the jobs. Thread-safe: one is written at a time. */
final class FileJobManifests implements JobManifests {
  /*
   * The folder of the jobs looks like this:
   *
   *   .video-jobs/
   *   ├── .mediakeep                                       the marker
   *   ├── .followed                                        how far they have followed the log
   *   ├── .manifest.new                                    one that is being written
   *   ├── 019ae2f0-1c40-7000-8000-000000000001.json        the manifest of that job
   *   └── 019ae2f0-1c40-7000-8000-000000000002.json.aside-1    what stood there and was not ours to
   *                                                        replace, for people
   *
   * A name that ends in .json has a whole manifest behind it at each moment: it is written under
   * another name and renamed. Before that it is forced to the disk, where a loss could cost money or
   * a result, and wherever it replaces another one: a rename may reach the disk before the bytes do,
   * and then nothing would be left. A new job that waits in line has nothing behind it yet, so it
   * need not be forced one by one; the folder is forced once, when it is marked how far they go,
   * for all that were written before, and no mark is on the disk that promises more than there is.
   *
   * Where the marker is gone, the disk has gone, and what lies in its place is not written to.
   */

  private static final String FOLLOWED = ".followed";
  private static final String UNFINISHED = ".manifest.new";
  private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.json");
  private static final Pattern ASIDE = Pattern.compile("[0-9a-f-]{36}\\.json\\.aside-\\d+");
  private static final Pattern FOLLOWED_FORM =
      Pattern.compile("lineage=([0-9a-f]{1,64})\nkept=(\\d{1,18})\nreach=(\\d{1,18})\n");

  /** Parameters and a timeline at their largest are well below, however their text is escaped. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Path folder;
  private final InstanceId instance;
  private final Disk disk;
  private boolean closed;

  /** Those of a folder that carries the marker of that instance. */
  FileJobManifests(Path folder, InstanceId instance, Disk disk) {
    this.folder = folder;
    this.instance = instance;
    this.disk = disk;
  }

  @Override
  public synchronized void put(JobManifest manifest) {
    requireThere();
    Path file = fileOf(manifest.job().id());
    try {
      boolean mustLast = manifest.isPrecious() || Files.exists(file, NOFOLLOW_LINKS);
      replace(file, ManifestJson.write(manifest, instance), mustLast);
    } catch (IOException e) {
      throw failed("writing the manifest of job " + manifest.job().id(), e);
    }
  }

  private void replace(Path file, String text, boolean mustLast) throws IOException {
    Path unfinished = folder.resolve(UNFINISHED);
    disk.delete(unfinished); // of a write that was cut off
    try (FileChannel channel = disk.createFile(unfinished)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (mustLast) {
        disk.force(channel);
      }
    }
    disk.move(unfinished, file);
  }

  @Override
  public Optional<FoundManifest> find(JobId id) {
    Path file = fileOf(id);
    try {
      return Optional.of(new FoundManifest.Kept(ManifestReader.read(textOf(file), instance, id)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (UnreadableManifestException e) {
      return unreadable(file, id, String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      return unreadable(file, id, "is no UTF-8");
    } catch (AccessDeniedException e) {
      return unreadable(file, id, "may not be read by this user");
    } catch (IOException e) {
      throw failed("reading the manifest of job " + id, e);
    }
  }

  private static Optional<FoundManifest> unreadable(Path file, JobId id, String reason) {
    return Optional.of(
        new FoundManifest.Unreadable(file.getFileName().toString(), Optional.of(id), reason));
  }

  private static String textOf(Path file) throws IOException, UnreadableManifestException {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS) && Files.exists(file, NOFOLLOW_LINKS)) {
      throw new UnreadableManifestException("is no regular file");
    }
    try (InputStream content = Files.newInputStream(file, READ, NOFOLLOW_LINKS)) {
      byte[] bytes = content.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UnreadableManifestException("has more than " + MAX_BYTES + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  @Override
  public void forEach(Predicate<JobId> wanted, Consumer<FoundManifest> visitor) {
    try {
      visitAll(wanted, visitor);
    } catch (IOException e) {
      throw failed("listing the manifests", e);
    }
  }

  private void visitAll(Predicate<JobId> wanted, Consumer<FoundManifest> visitor)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        visit(entry.getFileName().toString(), wanted, visitor);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void visit(String name, Predicate<JobId> wanted, Consumer<FoundManifest> visitor) {
    Optional<JobId> id = idIn(name);
    if (id.isPresent()) {
      id.filter(wanted).flatMap(this::find).ifPresent(visitor);
    } else if (!name.startsWith(".")) {
      String reason =
          ASIDE.matcher(name).matches()
              ? "was put aside because the database knew the job otherwise, or it was unreadable"
              : "has a name that no manifest has";
      visitor.accept(new FoundManifest.Unreadable(name, Optional.empty(), reason));
    }
  }

  private static Optional<JobId> idIn(String name) {
    Matcher parts = NAME.matcher(name);
    try {
      return parts.matches() ? Optional.of(JobId.parse(parts.group(1))) : Optional.empty();
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized String setAside(JobId id) {
    requireThere();
    Path file = fileOf(id);
    int number = 1;
    Path aside = asideOf(file, number);
    while (Files.exists(aside, NOFOLLOW_LINKS)) {
      number++;
      aside = asideOf(file, number);
    }
    try {
      disk.move(file, aside);
      disk.forceFolder(folder);
    } catch (NoSuchFileException e) {
      return aside.getFileName().toString(); // somebody has taken it away
    } catch (IOException e) {
      throw failed("putting the manifest of job " + id + " aside", e);
    }
    return aside.getFileName().toString();
  }

  private static Path asideOf(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ".aside-" + number);
  }

  @Override
  public synchronized boolean remove(JobId id) {
    requireThere();
    try {
      return disk.delete(fileOf(id)); // not forced: where it comes back, it is removed again
    } catch (IOException e) {
      throw failed("removing the manifest of job " + id, e);
    }
  }

  @Override
  public Optional<FollowedLog> followed() {
    try {
      Matcher parts = FOLLOWED_FORM.matcher(textOf(folder.resolve(FOLLOWED)));
      return parts.matches() ? followed(parts) : Optional.empty();
    } catch (NoSuchFileException | CharacterCodingException | UnreadableManifestException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("reading how far manifests follow", e);
    }
  }

  private static Optional<FollowedLog> followed(Matcher parts) {
    long kept = Long.parseLong(parts.group(2));
    long reach = Long.parseLong(parts.group(3));
    return kept <= reach
        ? Optional.of(new FollowedLog(parts.group(1), kept, reach))
        : Optional.empty();
  }

  @Override
  public synchronized void mark(FollowedLog followed) {
    requireThere();
    String text =
        "lineage=%s\nkept=%d\nreach=%d\n"
            .formatted(followed.lineage(), followed.kept(), followed.reach());
    try {
      disk.forceFolder(folder);
      replace(folder.resolve(FOLLOWED), text, true);
      disk.forceFolder(folder);
    } catch (IOException e) {
      throw failed("writing how far manifests follow", e);
    }
  }

  private Path fileOf(JobId id) {
    return folder.resolve(id + ".json");
  }

  private void requireThere() {
    if (closed) {
      throw new MediakeepException(ErrorCode.STORE_CLOSED, "the home folder is closed");
    }
    if (!Files.exists(folder.resolve(FolderMarker.NAME), NOFOLLOW_LINKS)) {
      throw new MediakeepException(
          Problem.of(ErrorCode.STORE_UNAVAILABLE, "the folder of the jobs has gone: " + folder)
              .withHint("mount it again; manifests are written as soon as it is there"));
    }
  }

  private MediakeepException failed(String what, IOException e) {
    return DiskProblem.of(what + " failed", folder, e);
  }

  /** Refuses what comes after. */
  synchronized void close() {
    closed = true;
  }
}
