package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaCatalog.Purge;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.MediaTotals;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import dev.mediakeep.media.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link MediaCatalog} does, whatever keeps its records: adding, changing, removing. */
public abstract class MediaCatalogContract extends CatalogContract {
  private static final OwnerId ADA = new OwnerId("ada");
  private static final OwnerId BOB = new OwnerId("bob");
  private static final int PROMPT_CHARS = 16_384;
  private static final int NAME_CHARS = 200;

  /** Made by JUnit, through the adapter's own class. */
  protected MediaCatalogContract() {
    super(1);
  }

  @Test
  void finds_what_was_added() {
    Media image = samples.nextImage();
    Media video = samples.nextVideo();
    catalog.add(image);
    catalog.add(video);
    assertThat(catalog.find(image.id())).contains(image);
    assertThat(catalog.find(video.id())).contains(video);
    assertThat(catalog.findBlob(video.blob().hash())).contains(video.blob());
  }

  @Test
  void finds_nothing_where_nothing_was_added() {
    assertThat(catalog.find(samples.nextId())).isEmpty();
    assertThat(catalog.findBlob(samples.nextImage().blob().hash())).isEmpty();
    assertThat(catalog.totals()).isEqualTo(new MediaTotals(0, 0, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(MediaFormat.class)
  void keeps_each_format(MediaFormat format) {
    Media media = samples.next(samples.nextBlob(format, 7), MediaDetails.ofDefaults());
    catalog.add(media);
    assertThat(catalog.find(media.id())).contains(media);
  }

  @ParameterizedTest
  @EnumSource(Visibility.class)
  void keeps_each_visibility(Visibility visibility) {
    Media media = samples.next(MediaDetails.builder().visibility(visibility).build());
    catalog.add(media);
    assertThat(catalog.find(media.id())).contains(media);
  }

  @Test
  void keeps_the_largest_values() {
    List<String> tags = IntStream.range(0, 64).mapToObj(i -> "🗼".repeat(49) + i).toList();
    Recipe recipe =
        Recipe.builder()
            .prompt("🗼".repeat(PROMPT_CHARS / 2))
            .negativePrompt("x".repeat(PROMPT_CHARS))
            .model("m".repeat(NAME_CHARS))
            .provider("p".repeat(NAME_CHARS))
            .seed(Long.MIN_VALUE)
            .parameters(new JsonObject("{\"a\":\"" + "灯".repeat(65_536 - 8) + "\"}"))
            .build();
    Origin origin =
        new Origin(
            Optional.empty(),
            Optional.of(new JobId(new UUID(-1, -1))),
            Optional.of("c".repeat(NAME_CHARS)));
    MediaDetails details =
        MediaDetails.builder()
            .owner(new OwnerId("o".repeat(NAME_CHARS)))
            .recipe(recipe)
            .tags(Tags.of(tags))
            .origin(origin)
            .build();
    Media media = samples.next(samples.nextBlob(MediaFormat.WEBM, Long.MAX_VALUE), details);
    catalog.add(media);
    assertThat(catalog.find(media.id())).contains(media);
  }

  @Test
  void keeps_odd_text_exactly() {
    String odd = " line\nbreak\ttab \u007f %_\\ ' \" -- ;\r\n\u202e ﬁ é e\u0301 😀 ";
    Recipe recipe =
        Recipe.builder()
            .prompt(odd)
            .negativePrompt("")
            .parameters(new JsonObject(" {\"b\" : 1.50 ,\"b\":\"\\u0000 \\ud800\"}\n"))
            .build();
    MediaDetails details =
        MediaDetails.builder()
            .owner(new OwnerId("o'; DROP TABLE media; --"))
            .recipe(recipe)
            .tags(
                Tags.of(
                    "a,b",
                    "A",
                    "a",
                    "\"",
                    " a",
                    "é",
                    "e\u0301",
                    "%",
                    "\\",
                    "a\\\"b\\u0041",
                    "[1]",
                    "null"))
            .build();
    Media media = samples.next(details);
    catalog.add(media);
    assertThat(catalog.find(media.id())).contains(media);
  }

  @Test
  void keeps_times_before_1970() {
    Media media =
        Media.of(
            samples.nextId(),
            samples.nextBlob(MediaFormat.PNG, 1),
            MediaDetails.ofDefaults(),
            Instant.ofEpochMilli(-1));
    catalog.add(media);
    assertThat(catalog.find(media.id())).contains(media);
  }

  @Test
  void refuses_an_id_that_is_taken() {
    Media first = samples.nextImage();
    catalog.add(first);
    Media second =
        Media.of(first.id(), samples.nextVideo().blob(), first.details(), first.createdAt());
    assertRefused(ErrorCode.MEDIA_EXISTS, () -> catalog.add(second));
    assertRefused(ErrorCode.MEDIA_EXISTS, () -> catalog.addIfAbsent(second));
    assertThat(catalog.find(first.id())).contains(first);
    assertThat(catalog.findBlob(second.blob().hash())).isEmpty();
  }

  @Test
  void refuses_a_parent_that_is_not_there() {
    Media child = childOf(samples.nextId());
    assertRefused(ErrorCode.PARENT_UNKNOWN, () -> catalog.add(child));
    assertThat(catalog.find(child.id())).isEmpty();
    assertThat(catalog.findBlob(child.blob().hash())).isEmpty();
  }

  @Test
  void refuses_an_item_that_is_its_own_parent() {
    Media child = childOf(samples.nextId());
    MediaId self = child.id();
    Media own = Media.of(self, child.blob(), childDetails(self), child.createdAt());
    assertRefused(ErrorCode.PARENT_UNKNOWN, () -> catalog.add(own));
  }

  @Test
  void items_share_the_blob_record_that_came_first() {
    Media first = samples.nextImage();
    catalog.add(first);
    MediaShape other = new MediaShape(MediaFormat.PNG, new Dimensions(1, 1), Optional.empty());
    Blob sameBytes = new Blob(first.blob().hash(), first.blob().sizeBytes() + 1, other);
    Media second = samples.next(sameBytes, MediaDetails.ofDefaults());
    catalog.add(second);
    assertThat(catalog.find(second.id()).orElseThrow().blob()).isEqualTo(first.blob());
    assertThat(catalog.totals()).isEqualTo(new MediaTotals(2, 0, 1, first.blob().sizeBytes()));
  }

  @Test
  void answers_the_oldest_item_of_the_owner_with_the_same_bytes() {
    Blob blob = samples.nextBlob(MediaFormat.PNG, 9);
    Media oldest = samples.next(blob, of(ADA));
    Media younger = samples.next(blob, of(ADA));
    catalog.add(younger);
    catalog.add(oldest);
    assertThat(catalog.addIfAbsent(samples.next(blob, of(ADA)))).contains(oldest);
    assertThat(catalog.addIfAbsent(samples.next(blob, of(BOB)))).isEmpty();
    assertThat(catalog.totals().items()).isEqualTo(3);
  }

  @Test
  void bytes_in_the_trash_count_as_absent() {
    Blob blob = samples.nextBlob(MediaFormat.PNG, 9);
    Media trashed = trash(added(samples.next(blob, of(ADA))));
    assertThat(catalog.addIfAbsent(samples.next(blob, of(ADA)))).isEmpty();
    assertThat(catalog.find(trashed.id())).contains(trashed);
  }

  @Test
  void replaces_details_and_trash_state_only() {
    Media stored = added(childOf(added(samples.nextImage()).id()));
    MediaDetails changed =
        SampleMedia.fullDetails().toBuilder().owner(BOB).tags(Tags.of("sea", "new")).build();
    Instant trashedAt = samples.clock().instant();
    Media given =
        new Media(
            stored.id(),
            samples.nextVideo().blob(),
            changed,
            Instant.EPOCH,
            2,
            Optional.of(trashedAt));
    assertThat(catalog.replace(given)).isTrue();
    MediaDetails kept = changed.toBuilder().origin(stored.details().origin()).build();
    assertThat(catalog.find(stored.id()))
        .contains(
            new Media(
                stored.id(), stored.blob(), kept, stored.createdAt(), 2, Optional.of(trashedAt)));
  }

  @Test
  void replaces_only_the_version_before() {
    Media stored = added(samples.nextImage());
    assertThat(catalog.replace(stored)).isFalse();
    assertThat(catalog.replace(versioned(stored, 3))).isFalse();
    assertThat(catalog.replace(versioned(samples.nextImage(), 2))).isFalse();
    assertThat(catalog.find(stored.id())).contains(stored);
    assertThat(catalog.replace(versioned(stored, 2))).isTrue();
    assertThat(catalog.replace(versioned(stored, 2))).isFalse();
  }

  @Test
  void purges_only_what_is_in_the_trash() {
    Media kept = added(samples.nextImage());
    assertThat(catalog.purge(kept.id(), Optional.empty())).isEqualTo(new Purge.NotTrashed());
    assertThat(catalog.purge(samples.nextId(), Optional.empty())).isEqualTo(new Purge.Absent());
    Media trashed = trash(kept);
    assertThat(catalog.purge(trashed.id(), Optional.empty()))
        .isEqualTo(new Purge.ItemAndBlob(kept.blob().key()));
    assertThat(catalog.purge(trashed.id(), Optional.empty())).isEqualTo(new Purge.Absent());
    assertThat(catalog.totals()).isEqualTo(new MediaTotals(0, 0, 0, 0));
  }

  @Test
  void purges_only_the_expected_version() {
    Media stored = added(samples.nextImage());
    assertThat(catalog.purge(stored.id(), Optional.of(2L))).isEqualTo(new Purge.Stale(1));
    assertThat(catalog.purge(stored.id(), Optional.of(1L))).isEqualTo(new Purge.NotTrashed());
    Media trashed = trash(stored);
    assertThat(catalog.purge(trashed.id(), Optional.of(1L))).isEqualTo(new Purge.Stale(2));
    assertThat(catalog.find(trashed.id())).contains(trashed);
    assertThat(catalog.purge(trashed.id(), Optional.of(2L)))
        .isEqualTo(new Purge.ItemAndBlob(stored.blob().key()));
    assertThat(catalog.purge(trashed.id(), Optional.of(2L))).isEqualTo(new Purge.Absent());
  }

  @Test
  void purges_a_blob_with_the_last_item_that_shares_it() {
    Blob blob = samples.nextBlob(MediaFormat.MP4, 9);
    Media first = trash(added(samples.next(blob, of(ADA))));
    Media second = trash(added(samples.next(blob, of(BOB))));
    assertThat(catalog.purge(first.id(), Optional.empty())).isEqualTo(new Purge.ItemOnly());
    assertThat(catalog.findBlob(blob.hash())).contains(blob);
    assertThat(catalog.purge(second.id(), Optional.empty()))
        .isEqualTo(new Purge.ItemAndBlob(blob.key()));
    assertThat(catalog.findBlob(blob.hash())).isEmpty();
  }

  @Test
  void children_forget_a_purged_parent() {
    Media parent = added(samples.nextImage());
    Media child = added(childOf(parent.id()));
    catalog.purge(trash(parent).id(), Optional.empty());
    assertThat(catalog.find(child.id())).contains(child.withoutParent());
  }

  @Test
  void an_edit_of_a_child_does_not_bring_its_parent_back() {
    Media parent = added(samples.nextImage());
    Media child = added(childOf(parent.id()));
    catalog.purge(trash(parent).id(), Optional.empty());
    assertThat(catalog.replace(versioned(child, 2))).isTrue();
    assertThat(catalog.find(child.id())).contains(versioned(child.withoutParent(), 2));
  }

  @Test
  void lists_the_trash_in_the_order_of_trashing() {
    Media early = added(samples.nextImage());
    Media late = added(samples.nextImage());
    Media untrashed = added(samples.nextImage());
    Instant noon = samples.clock().instant();
    trashAt(late, noon.plusMillis(1));
    trashAt(early, noon.plusMillis(1));
    Media earliest = trashAt(added(samples.nextImage()), noon);
    Instant after = noon.plusMillis(2);
    assertThat(catalog.listTrashedBefore(after, 9))
        .containsExactly(earliest.id(), early.id(), late.id())
        .doesNotContain(untrashed.id());
    assertThat(catalog.listTrashedBefore(after, 2)).containsExactly(earliest.id(), early.id());
    assertThat(catalog.listTrashedBefore(noon.plusMillis(1), 9)).containsExactly(earliest.id());
    assertThat(catalog.listTrashedBefore(noon.plusNanos(1), 9)).containsExactly(earliest.id());
    assertThat(catalog.listTrashedBefore(noon, 9)).isEmpty();
    assertThat(catalog.listTrashedBefore(Instant.MAX, 0)).isEmpty();
    assertThat(catalog.listTrashedBefore(Instant.MIN, 9)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> catalog.listTrashedBefore(noon, -1));
  }

  @Test
  void a_consumer_of_blobs_may_call_the_catalog() {
    for (int i = 0; i < 5; i++) {
      trash(added(samples.nextImage()));
    }
    List<Blob> seen = Collections.synchronizedList(new ArrayList<>());
    catalog.forEachBlob(blob -> {
      seen.add(blob);
      assertThat(catalog.findBlob(blob.hash())).isPresent();
      added(samples.nextImage());
    });
    assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
  }

  private Media added(Media media) {
    catalog.add(media);
    return media;
  }

  private Media trash(Media media) {
    return trashAt(media, samples.clock().instant());
  }

  private Media trashAt(Media media, Instant time) {
    Media trashed =
        new Media(
            media.id(),
            media.blob(),
            media.details(),
            media.createdAt(),
            media.version() + 1,
            Optional.of(time));
    assertThat(catalog.replace(trashed)).isTrue();
    return trashed;
  }

  private static Media versioned(Media media, long version) {
    return new Media(
        media.id(), media.blob(), media.details(), media.createdAt(), version, media.trashedAt());
  }

  private static MediaDetails of(OwnerId owner) {
    return MediaDetails.builder().owner(owner).build();
  }

  private Media childOf(MediaId parent) {
    return samples.next(childDetails(parent));
  }

  private static MediaDetails childDetails(MediaId parent) {
    Origin origin = new Origin(Optional.of(parent), Optional.empty(), Optional.of("test"));
    return MediaDetails.builder().origin(origin).build();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
