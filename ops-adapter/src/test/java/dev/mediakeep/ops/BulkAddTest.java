package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.FreeSpace;
import dev.mediakeep.media.StagedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What {@code media add} does with many files, with a store that fails and when told to stop. */
final class BulkAddTest extends CommandLineTest {
  private static final int FILES = 2_000;

  private void writeMany(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      String content =
          switch (i % 20) {
            case 0 -> "hello there " + i;
            case 1 -> "png 12x8 broken " + i;
            case 2 -> "png 12x8 the same";
            default -> "png 12x8 " + i;
          };
      write("pictures/%d/%04d.png".formatted(i % 7, i), content);
    }
  }

  @Test
  void takes_a_folder_of_2000_files_with_bad_ones_among_them() throws IOException {
    writeMany(FILES);

    Result result = run("media", "add", "pictures");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("added 1,701 files, ")
        .contains("existing 99 files, already there")
        .contains("refused 200 files\n  100 MEDIA_MALFORMED\n    such as pictures/0/0021.png")
        .contains("  100 MEDIA_TYPE_UNKNOWN\n    such as pictures/0/0000.png");
    assertThat(result.err())
        .matches("1,000 of 2,000 files, [0-9.]+ kB\n2,000 of 2,000 files, [0-9.]+ kB\n");
    assertThat(homes.catalog.totals().items()).isEqualTo(1_701);
  }

  @Test
  void draws_a_bar_on_a_terminal_and_clears_it_away() throws IOException {
    writeMany(100);

    Result result = runOnTerminal(80, "media", "add", "pictures");

    assertThat(result.err())
        .contains("[==============================] 100 %  100 of 100 files, 1.2 kB")
        .endsWith("\r\u001b[K");
  }

  @Test
  void stops_at_once_when_the_store_fails() throws IOException {
    writeMany(200);
    AtomicInteger staged = new AtomicInteger();
    homes.blobDecorator = blobs -> new DecoratedBlobs(blobs, () -> fillDiskAfter(staged, 50));

    Result result = run("media", "add", "--json", "pictures");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.json().get("added").asInt()).isLessThanOrEqualTo(50);
    assertThat(result.jsonError().get("code").asText()).isEqualTo("DISK_FULL");
    assertThat(staged.get()).isLessThan(150);
  }

  private static void fillDiskAfter(AtomicInteger staged, int count) {
    if (staged.incrementAndGet() > count) {
      throw new MediakeepException(ErrorCode.DISK_FULL, "the disk is full");
    }
  }

  @Test
  void breaks_off_cleanly_when_told_to_stop() throws Exception {
    writeMany(200);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    homes.blobDecorator =
        blobs ->
            new DecoratedBlobs(
                blobs,
                () -> {
                  begun.countDown();
                  await(told);
                });
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLineInterface cli =
        CommandLineInterface.builder(homes, new PrintWriter(out), new PrintWriter(err))
            .workingFolder(folder)
            .build();

    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> cli.run("media", "add", "--json", "pictures"));
    await(begun);
    assertThat(cli.stop(Duration.ZERO)).isFalse();
    told.countDown();

    assertThat(cli.stop(Duration.ofSeconds(10))).isTrue();
    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(err.toString()).contains("stopped before the end; give the same again to go on");
    assertThat(out.toString()).contains("\"outcome\":\"interrupted\"").endsWith("}\n");
    assertThat(homes.catalog.totals().items()).isZero();
  }

  @Test
  void sums_up_what_was_interrupted() {
    StringWriter out = new StringWriter();
    AddTally tally = new AddTally();
    tally.count(new FileOutcome.Interrupted(folder.resolve("a.png")));

    AddLines.saySum(
        new Console(
            new PrintWriter(out), new PrintWriter(Writer.nullWriter()), OptionalInt.empty()),
        tally);

    assertThat(out.toString()).contains("added 0 files, 0 B", "interrupted 1 file, not kept");
  }

  @Test
  void goes_on_when_nobody_reads_the_result_any_more() throws IOException {
    writeMany(100);
    CommandLineInterface cli =
        CommandLineInterface.builder(
                homes, new PrintWriter(new ClosedWriter()), new PrintWriter(Writer.nullWriter()))
            .workingFolder(folder)
            .build();

    assertThat(cli.run("media", "add", "--verbose", "pictures")).isEqualTo(1);
    assertThat(homes.catalog.totals().items()).isEqualTo(86);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A pipe whose reader has gone. */
  private static final class ClosedWriter extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("broken pipe");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Does something before each file is staged. */
  private record DecoratedBlobs(BlobStore blobs, Runnable beforeStaging) implements BlobStore {
    @Override
    public StagedBlob stage(InputStream source) {
      beforeStaging.run();
      return blobs.stage(source);
    }

    @Override
    public Optional<SeekableByteChannel> open(BlobKey key) {
      return blobs.open(key);
    }

    @Override
    public boolean remove(BlobKey key) {
      return blobs.remove(key);
    }

    @Override
    public void forEachWhile(Predicate<StoredBlob> visitor) {
      blobs.forEachWhile(visitor);
    }

    @Override
    public int sweepStaged(Instant before) {
      return blobs.sweepStaged(before);
    }

    @Override
    public FreeSpace freeSpace() {
      return blobs.freeSpace();
    }
  }
}
