package dev.mediakeep.fs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.webhook.MasterSecrets;
import dev.mediakeep.webhook.WebhookSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The master secrets of webhooks in a file that only its owner may read: one a line, the newest
 * first. It is read at each use, so that a rotation takes effect at once in a service that runs; a
 * change replaces it in one step.
 */
final class WebhookSecretFile implements MasterSecrets {
  static final String NAME = "webhook-secret";

  private static final String UNFINISHED = "webhook-secret.new";
  private static final String HEAD =
      """
      # The secrets that those of webhook receivers follow from, the newest first. Keep them secret.
      # What a receiver needs, mediakeep webhooks secret HOST tells.
      """;
  private static final int MAX_BYTES = 4096;

  private final Path folder;
  private final Disk disk;

  WebhookSecretFile(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  @Override
  public List<WebhookSecret> list() {
    Path file = folder.resolve(NAME);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw damaged(file);
      }
      return parse(file);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (InvalidValueException e) {
      throw damaged(file);
    } catch (IOException e) {
      throw DiskProblem.of("reading " + file + " failed", folder, e);
    }
  }

  private static List<WebhookSecret> parse(Path file) throws IOException {
    return new String(Files.readAllBytes(file), US_ASCII)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(WebhookSecret::parse)
        .toList();
  }

  /** Does not repeat what is there: it may be a secret with a slip. */
  private static MediakeepException damaged(Path file) {
    return new MediakeepException(
        Problem.of(
                ErrorCode.STORE_DAMAGED,
                "each line of "
                    + file
                    + " must be whsec_ and 24..64 bytes in Base64, or begin with #")
            .withHint(
                "correct the file, or delete it: then a new secret is made at the next start"));
  }

  @Override
  public synchronized void add(WebhookSecret next) {
    write(Stream.concat(Stream.of(next), list().stream().limit(1)).toList());
  }

  @Override
  public synchronized boolean retireOld() {
    List<WebhookSecret> all = list();
    if (all.size() < 2) {
      return false;
    }
    write(all.subList(0, 1));
    return true;
  }

  private void write(List<WebhookSecret> secrets) {
    StringBuilder text = new StringBuilder(HEAD);
    secrets.forEach(secret -> text.append(secret.text()).append('\n'));
    Path unfinished = folder.resolve(UNFINISHED);
    try {
      disk.delete(unfinished); // of a change that was cut off
      try (FileChannel file = disk.createFile(unfinished)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(US_ASCII));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        disk.force(file);
      }
      disk.move(unfinished, folder.resolve(NAME));
      disk.forceFolder(folder);
    } catch (IOException e) {
      throw DiskProblem.of("writing " + folder.resolve(NAME) + " failed", folder, e);
    }
  }
}
