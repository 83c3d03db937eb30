package dev.mediakeep.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.BlobStore.StoredBlob;
import dev.mediakeep.media.FreeSpace;
import dev.mediakeep.media.StagedBlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each {@link BlobStore} does. An adapter extends it and says how its store is opened. */
public abstract class BlobStoreContract {
  private static final Instant LATER_THAN_ALL = Instant.parse("9999-01-01T00:00:00Z");
  private static final int PARALLEL = 4;

  private BlobStore store;

  protected BlobStoreContract() {}

  /** Opens a store in which nothing is. */
  protected abstract BlobStore open() throws Exception;

  /** How many uploads are staged or left behind, also those of which no handle is left. */
  protected abstract int countStaged() throws Exception;

  /** How many files or channels the store keeps open; 0 where it has none. */
  protected int countOpen() throws Exception {
    return 0;
  }

  /**
   * Leaves an upload behind as a process does that dies.
   *
   * @return whether this store can have such leavings
   */
  protected boolean leaveStaged(byte[] bytes) throws Exception {
    return false;
  }

  /**
   * Closes the store.
   *
   * @return whether this store can be closed
   */
  protected boolean closeStore() throws Exception {
    return false;
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  final void nothing_stays_staged_or_open() throws Exception {
    assertThat(countStaged()).as("staged uploads").isZero();
    assertThat(countOpen()).as("open files").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 131_071, 131_072, 131_073, 1_000_003})
  void keeps_bytes_of_any_length(int length) throws Exception {
    byte[] bytes = SampleBytes.of(length);
    BlobKey key = keep(bytes, MediaFormat.PNG);
    assertThat(key.hash()).isEqualTo(SampleBytes.hashOf(bytes));
    assertThat(read(key)).isEqualTo(bytes);
  }

  @Test
  void counts_and_hashes_what_is_staged() {
    try (StagedBlob staged = store.stage(SampleBytes.source("abc".getBytes(UTF_8)))) {
      assertThat(staged.sizeBytes()).isEqualTo(3);
      assertThat(staged.hash().hex())
          .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
  }

  @Test
  void stages_a_source_that_trickles() throws Exception {
    byte[] bytes = SampleBytes.of(10_000);
    try (StagedBlob staged = store.stage(SampleBytes.trickling(bytes, 7))) {
      assertThat(staged.hash()).isEqualTo(SampleBytes.hashOf(bytes));
    }
  }

  @Test
  void does_not_close_the_source() {
    boolean[] closed = {false};
    InputStream source =
        new ByteArrayInputStream(SampleBytes.of(10)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    store.stage(source).close();
    assertThat(closed[0]).isFalse();
  }

  @Test
  void staged_bytes_can_be_read_and_are_not_listed() throws Exception {
    byte[] bytes = SampleBytes.of(200_000);
    try (StagedBlob staged = store.stage(SampleBytes.source(bytes))) {
      assertThat(readAll(staged.open())).isEqualTo(bytes);
      assertThat(listed()).isEmpty();
      assertThat(store.open(new BlobKey(staged.hash(), MediaFormat.PNG))).isEmpty();
    }
  }

  @Test
  void closing_a_staged_blob_discards_it() throws Exception {
    StagedBlob staged = store.stage(SampleBytes.source(SampleBytes.of(10)));
    staged.close();
    assertThatCode(staged::close).doesNotThrowAnyException();
    assertThat(countStaged()).isZero();
    assertThat(listed()).isEmpty();
  }

  @Test
  void closing_after_publishing_keeps_the_bytes() throws Exception {
    byte[] bytes = SampleBytes.of(10);
    StagedBlob staged = store.stage(SampleBytes.source(bytes));
    staged.publish(MediaFormat.GIF);
    staged.close();
    staged.close();
    assertThat(read(new BlobKey(SampleBytes.hashOf(bytes), MediaFormat.GIF))).isEqualTo(bytes);
  }

  @Test
  void a_staged_blob_ends_once() {
    StagedBlob published = store.stage(SampleBytes.source(SampleBytes.of(1)));
    published.publish(MediaFormat.PNG);
    assertThatIllegalStateException().isThrownBy(() -> published.publish(MediaFormat.PNG));
    assertThatIllegalStateException().isThrownBy(published::open);
    StagedBlob discarded = store.stage(SampleBytes.source(SampleBytes.of(2)));
    discarded.close();
    assertThatIllegalStateException().isThrownBy(() -> discarded.publish(MediaFormat.PNG));
    assertThatIllegalStateException().isThrownBy(discarded::open);
    published.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 131_072, 300_000})
  void a_source_that_fails_leaves_nothing(int goodBytes) throws Exception {
    IOException cause = new IOException("reset by peer");
    assertThatThrownBy(() -> store.stage(SampleBytes.failingAfter(goodBytes, cause)))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_INTERRUPTED))
        .hasCause(cause);
    assertThat(countStaged()).isZero();
    assertThat(listed()).isEmpty();
  }

  @Test
  void a_source_that_throws_unchecked_leaves_nothing() throws Exception {
    InputStream source = SampleBytes.throwing(new IllegalStateException("a defect"));
    assertThatIllegalStateException().isThrownBy(() -> store.stage(source)).withMessage("a defect");
    assertThat(countStaged()).isZero();
  }

  @ParameterizedTest
  @EnumSource(MediaFormat.class)
  void keeps_each_format_apart(MediaFormat format) throws Exception {
    byte[] bytes = SampleBytes.of(format.name().length());
    BlobKey key = keep(bytes, format);
    assertThat(listed()).extracting(StoredBlob::key).containsExactly(key);
    assertThat(read(key)).isEqualTo(bytes);
    for (MediaFormat other : MediaFormat.values()) {
      if (other != format) {
        assertThat(store.open(new BlobKey(key.hash(), other))).isEmpty();
      }
    }
  }

  @Test
  void keeping_the_same_bytes_again_keeps_one() throws Exception {
    byte[] bytes = SampleBytes.of(5_000);
    BlobKey first = keep(bytes, MediaFormat.PNG);
    assertThat(keep(bytes, MediaFormat.PNG)).isEqualTo(first);
    assertThat(listed()).hasSize(1);
    assertThat(read(first)).isEqualTo(bytes);
  }

  @Test
  void keeps_the_same_bytes_from_several_at_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      byte[] bytes = SampleBytes.of(50_000 + round);
      Together.run(PARALLEL, () -> keep(bytes, MediaFormat.JPEG));
      assertThat(read(new BlobKey(SampleBytes.hashOf(bytes), MediaFormat.JPEG))).isEqualTo(bytes);
    }
    assertThat(listed()).hasSize(20);
  }

  @Test
  void keeps_different_bytes_from_several_at_once() throws Exception {
    List<BlobKey> keys = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger next = new AtomicInteger();
    Together.run(
        PARALLEL,
        () -> {
          for (int i = 0; i < 25; i++) {
            keys.add(keep(SampleBytes.of(1_000 + next.getAndIncrement()), MediaFormat.MP4));
          }
        });
    assertThat(listed()).extracting(StoredBlob::key).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void opening_what_is_not_there_is_empty() {
    assertThat(store.open(new BlobKey(SampleBytes.hashOf(SampleBytes.of(9)), MediaFormat.PNG)))
        .isEmpty();
  }

  @Test
  void an_opened_blob_is_seekable_and_read_only() throws Exception {
    byte[] bytes = SampleBytes.of(1_000);
    BlobKey key = keep(bytes, MediaFormat.WEBM);
    try (SeekableByteChannel channel = store.open(key).orElseThrow()) {
      assertThat(channel.size()).isEqualTo(1_000);
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.position(999).read(one);
      assertThat(one.get(0)).isEqualTo(bytes[999]);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(channel.position(5_000).read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void a_blob_removed_while_open_stays_readable() throws Exception {
    byte[] bytes = SampleBytes.of(300_000);
    BlobKey key = keep(bytes, MediaFormat.MOV);
    SeekableByteChannel channel = store.open(key).orElseThrow();
    assertThat(store.remove(key)).isTrue();
    assertThat(readAll(channel)).isEqualTo(bytes);
    assertThat(store.open(key)).isEmpty();
  }

  @Test
  void removing_tells_whether_it_was_there() throws Exception {
    BlobKey key = keep(SampleBytes.of(3), MediaFormat.PNG);
    assertThat(store.remove(new BlobKey(key.hash(), MediaFormat.JPEG))).isFalse();
    assertThat(store.remove(key)).isTrue();
    assertThat(store.remove(key)).isFalse();
    assertThat(listed()).isEmpty();
  }

  @Test
  void a_removed_blob_can_be_kept_again() throws Exception {
    byte[] bytes = SampleBytes.of(3);
    BlobKey key = keep(bytes, MediaFormat.PNG);
    store.remove(key);
    keep(bytes, MediaFormat.PNG);
    assertThat(read(key)).isEqualTo(bytes);
  }

  @Test
  void lists_each_blob_with_its_size_and_time() throws Exception {
    BlobKey image = keep(SampleBytes.of(11), MediaFormat.PNG);
    BlobKey video = keep(SampleBytes.of(22), MediaFormat.MP4);
    assertThat(listed())
        .extracting(StoredBlob::key, StoredBlob::sizeBytes)
        .containsExactlyInAnyOrder(tuple(image, 11L), tuple(video, 22L));
    assertThat(listed()).allMatch(blob -> blob.modifiedAt().isBefore(LATER_THAN_ALL));
  }

  @Test
  void blobs_can_be_removed_while_they_are_listed() throws Exception {
    for (int i = 1; i <= 20; i++) {
      keep(SampleBytes.of(i), MediaFormat.PNG);
    }
    store.forEach(blob -> assertThat(store.remove(blob.key())).isTrue());
    assertThat(listed()).isEmpty();
  }

  @Test
  void a_listing_ends_when_no_more_is_wanted() throws Exception {
    for (int i = 1; i <= 20; i++) {
      keep(SampleBytes.of(i), MediaFormat.PNG);
    }
    List<StoredBlob> found = new ArrayList<>();
    store.forEachWhile(blob -> {
      found.add(blob);
      return found.size() < 3;
    });
    assertThat(found).hasSize(3);
  }

  @Test
  void what_the_consumer_throws_comes_out() throws Exception {
    keep(SampleBytes.of(1), MediaFormat.PNG);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            store.forEach(blob -> {
              throw new IllegalStateException("enough");
            }))
        .withMessage("enough");
  }

  @Test
  void a_sweep_spares_uploads_under_way() throws Exception {
    byte[] bytes = SampleBytes.of(100);
    try (StagedBlob staged = store.stage(SampleBytes.source(bytes))) {
      assertThat(store.sweepStaged(LATER_THAN_ALL)).isZero();
      staged.publish(MediaFormat.PNG);
    }
    assertThat(store.sweepStaged(LATER_THAN_ALL)).isZero();
    assertThat(read(new BlobKey(SampleBytes.hashOf(bytes), MediaFormat.PNG))).isEqualTo(bytes);
  }

  @Test
  void a_sweep_removes_what_a_dead_process_left() throws Exception {
    assumeTrue(leaveStaged(SampleBytes.of(10)), "this store cannot have leavings");
    assertThat(store.sweepStaged(Instant.EPOCH)).isZero();
    assertThat(countStaged()).isEqualTo(1);
    assertThat(store.sweepStaged(LATER_THAN_ALL)).isEqualTo(1);
    assertThat(store.sweepStaged(LATER_THAN_ALL)).isZero();
  }

  @Test
  void tells_the_room_that_is_left_and_shows_no_path() {
    FreeSpace free = store.freeSpace();
    assertThat(List.of(free.files(), free.records()))
        .allMatch(place -> place.freeBytes() > 0)
        .allMatch(place -> place.folder().matches("[^/\\\\]+"));
  }

  @Test
  void a_closed_store_refuses_everything() throws Exception {
    BlobKey key = keep(SampleBytes.of(7), MediaFormat.PNG);
    StagedBlob staged = store.stage(SampleBytes.source(SampleBytes.of(8)));
    boolean canClose = closeStore();
    if (!canClose) {
      staged.close();
    }
    assumeTrue(canClose, "this store cannot be closed");
    assertClosed(() -> store.stage(SampleBytes.source(SampleBytes.of(9))));
    assertClosed(() -> store.open(key));
    assertClosed(() -> store.remove(key));
    assertClosed(() -> store.forEach(blob -> {}));
    assertClosed(() -> store.sweepStaged(LATER_THAN_ALL));
    assertClosed(store::freeSpace);
    assertClosed(staged::open);
    assertClosed(() -> staged.publish(MediaFormat.PNG));
    staged.close();
    assertThat(closeStore()).as("closing again").isTrue();
  }

  @Test
  void a_channel_outlives_its_store() throws Exception {
    byte[] bytes = SampleBytes.of(1_000);
    SeekableByteChannel channel = store.open(keep(bytes, MediaFormat.PNG)).orElseThrow();
    try (channel) {
      assumeTrue(closeStore(), "this store cannot be closed");
      assertThat(readAll(channel)).isEqualTo(bytes);
    }
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CLOSED));
  }

  private BlobKey keep(byte[] bytes, MediaFormat format) {
    try (StagedBlob staged = store.stage(SampleBytes.source(bytes))) {
      staged.publish(format);
      return new BlobKey(staged.hash(), format);
    }
  }

  private List<StoredBlob> listed() {
    List<StoredBlob> found = new ArrayList<>();
    store.forEach(found::add);
    return found;
  }

  private byte[] read(BlobKey key) throws IOException {
    return readAll(store.open(key).orElseThrow());
  }

  private static byte[] readAll(SeekableByteChannel channel) throws IOException {
    try (InputStream in = Channels.newInputStream(channel)) {
      return in.readAllBytes();
    }
  }
}
