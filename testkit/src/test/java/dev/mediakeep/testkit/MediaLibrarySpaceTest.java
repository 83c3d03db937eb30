package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.LibraryFixture.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.media.ChangeResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.media.PurgeResult;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads leave a floor of free space alone; whatever else is done works below it. */
@Timeout(60)
class MediaLibrarySpaceTest {
  private static final long FLOOR = 100_000_000;
  private static final long STEP = 1 << 20;
  private static final long PLENTY = Long.MAX_VALUE;
  private static final int VIDEO_LIMIT = 40_000_000;
  private static final String VIDEO = "WEBM 10x10 1000";

  private final LibraryFixture fixture =
      new LibraryFixture(
          new LineProbe(),
          MediaLimits.builder().minFreeBytes(FLOOR).videoBytes(VIDEO_LIMIT).build());

  @Test
  void below_the_floor_nothing_is_read() {
    fixture.blobs.freeBytes(FLOOR - 1, PLENTY);
    InputStream unread = SampleBytes.failingAfter(0, new IOException("was read"));
    assertLow(ANY, unread, "the disk of files must keep 100000000 bytes free, has 99999999");
    fixture.assertNothingKept();
  }

  @Test
  void the_disk_of_the_records_has_a_floor_too() {
    fixture.blobs.freeBytes(PLENTY, FLOOR - 1);
    InputStream unread = SampleBytes.failingAfter(0, new IOException("was read"));
    assertLow(ANY, unread, "the disk of records must keep 100000000 bytes free, has 99999999");
    fixture.blobs.freeBytes(PLENTY, FLOOR);
    assertThat(fixture.added("PNG 1x1")).isNotNull();
  }

  @Test
  void a_declared_length_counts_before_a_byte_is_read() {
    NewMedia declared = ANY.declaringBytes(30_000_000);
    fixture.blobs.freeBytes(FLOOR + 30_000_000 - 1, PLENTY);
    InputStream unread = SampleBytes.failingAfter(0, new IOException("was read"));
    assertLow(declared, unread, "of which uploads would take 30000000");
    fixture.blobs.freeBytes(FLOOR + 30_000_000, PLENTY);
    assertThat(fixture.add(declared, LineProbe.file(VIDEO, 30_000_000))).isNotNull();
  }

  @Test
  void room_that_ends_on_the_way_ends_the_upload() {
    byte[] bytes = LineProbe.file(VIDEO, (int) (5 * STEP));
    for (NewMedia request : List.of(ANY, ANY.declaringBytes(1))) {
      fixture.blobs.freeBytes(FLOOR + 4 * STEP, PLENTY);
      AtomicLong read = new AtomicLong();
      InputStream source =
          watched(
              bytes,
              total -> {
                read.set(total);
                fixture.blobs.freeBytes(FLOOR + 4 * STEP - total, PLENTY);
              });
      assertLow(request, source, "must keep");
      assertThat(read.get()).isBetween(3 * STEP, 4 * STEP);
    }
    fixture.assertNothingKept();
  }

  @Test
  void uploads_at_once_do_not_pass_the_floor_together() throws Exception {
    fixture.blobs.freeBytes(FLOOR + 3 * STEP, PLENTY);
    CountDownLatch under = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    byte[] bytes = LineProbe.file(VIDEO, 10_000);
    try (ExecutorService uploaders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Media>> kept = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 3; i++) {
        InputStream held =
            watched(
                bytes,
                read -> {
                  if (read == bytes.length) {
                    under.countDown();
                    await(end);
                  }
                });
        kept.add(uploaders.submit(() -> LibraryFixture.added(fixture.library.add(ANY, held))));
      }
      await(under);
      assertLow(ANY, SampleBytes.source(bytes), "of which uploads would take " + 4 * STEP);
      end.countDown();
      for (Future<Media> media : kept) {
        assertThat(media.get()).isNotNull();
      }
    }
    assertThat(fixture.add(ANY, bytes)).as("promises are given back").isNotNull();
  }

  @Test
  void whatever_else_is_done_works_below_the_floor() {
    Media media = fixture.added("PNG 1x1");
    fixture.blobs.freeBytes(0, 0);
    assertThat(fixture.library.shortage()).isPresent();
    assertThat(
            fixture.library.edit(
                media.id(), Optional.empty(), it -> it.toBuilder().starred(true).build()))
        .isInstanceOf(ChangeResult.Changed.class);
    assertThat(fixture.library.trash(media.id(), Optional.empty()))
        .isInstanceOf(ChangeResult.Changed.class);
    assertThat(fixture.library.purge(media.id(), Optional.empty()))
        .isInstanceOf(PurgeResult.Purged.class);
    fixture.blobs.freeBytes(PLENTY, PLENTY);
    assertThat(fixture.library.shortage()).isEmpty();
    assertThat(fixture.added("PNG 1x1")).isNotNull();
  }

  private void assertLow(NewMedia request, InputStream source, String message) {
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> fixture.library.add(request, source))
        .returns(ErrorCode.DISK_LOW, MediakeepException::code)
        .withMessageContaining(message);
  }

  /** A source that says how much of it was read. */
  private static InputStream watched(byte[] bytes, LongConsumer read) {
    return new FilterInputStream(SampleBytes.source(bytes)) {
      private long total;

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        total += Math.max(count, 0);
        read.accept(total);
        return count;
      }
    };
  }

  private static void await(CountDownLatch signal) {
    try {
      signal.await();
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }
}
