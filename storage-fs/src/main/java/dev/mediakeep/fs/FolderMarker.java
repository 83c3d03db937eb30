package dev.mediakeep.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.id.InstanceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that says which instance a folder belongs to. It is whole or it is not there: it gets
 * its name when its bytes are on disk.
 */
final class FolderMarker {
  static final String NAME = ".mediakeep";

  private static final String UNFINISHED = ".mediakeep.new";
  private static final String KEY = "instance=";
  private static final int MAX_BYTES = 4096;

  private FolderMarker() {}

  /** What a look at a folder finds. */
  sealed interface Found {
    record Of(InstanceId instance) implements Found {}

    /** There is one, but it names no instance. */
    record Unreadable() implements Found {}

    record Absent() implements Found {}
  }

  static Found in(Path folder) throws IOException {
    Path marker = folder.resolve(NAME);
    try (InputStream content = Files.newInputStream(marker, READ, NOFOLLOW_LINKS)) {
      return new String(content.readNBytes(MAX_BYTES), UTF_8)
          .lines()
          .filter(line -> line.startsWith(KEY))
          .findFirst()
          .flatMap(line -> parse(line.substring(KEY.length()).strip()))
          .<Found>map(Found.Of::new)
          .orElseGet(Found.Unreadable::new);
    } catch (NoSuchFileException e) {
      return new Found.Absent();
    }
  }

  private static Optional<InstanceId> parse(String text) {
    try {
      return Optional.of(InstanceId.parse(text));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /** Marks a folder that carries no marker yet. */
  static void write(Path folder, InstanceId instance, Disk disk) throws IOException {
    String text =
        "# This folder belongs to one instance of Mediakeep. Leave this file where it is.\n"
            + (KEY + instance + "\n");
    Path unfinished = folder.resolve(UNFINISHED);
    disk.delete(unfinished); // of a start that was cut off
    try (FileChannel file = disk.createFile(unfinished)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      disk.force(file);
    }
    disk.move(unfinished, folder.resolve(NAME));
    disk.forceFolder(folder);
  }
}
