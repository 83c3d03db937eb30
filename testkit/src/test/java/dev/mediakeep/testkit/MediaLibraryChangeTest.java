package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.LibraryFixture.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.ChangeResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.PurgeResult;
import dev.mediakeep.media.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MediaLibraryChangeTest {
  private static final MediaId NOBODY = new MediaId(new UUID(1, 1));
  private static final UnaryOperator<MediaDetails> STAR =
      details -> details.toBuilder().starred(true).build();

  private final LibraryFixture fixture = new LibraryFixture();

  @Test
  void an_edit_makes_a_new_version() {
    Media media = fixture.added("PNG 1x1");
    Media edited = changed(fixture.library.edit(media.id(), Optional.of(1L), STAR));
    assertThat(edited.version()).isEqualTo(2);
    assertThat(edited.details().starred()).isTrue();
    assertThat(edited.createdAt()).isEqualTo(media.createdAt());
    assertThat(fixture.find(media.id())).contains(edited);
  }

  @Test
  void an_edit_that_changes_nothing_is_told_so() {
    Media media = fixture.added("PNG 1x1");
    assertThat(fixture.library.edit(media.id(), Optional.of(1L), details -> details))
        .isEqualTo(new ChangeResult.Unchanged(media));
    assertThat(fixture.find(media.id())).contains(media);
  }

  @Test
  void an_edit_of_another_version_is_stale() {
    Media media = fixture.added("PNG 1x1");
    for (long version : new long[] {0, 2, -1, Long.MAX_VALUE}) {
      assertThat(fixture.library.edit(media.id(), Optional.of(version), STAR))
          .isEqualTo(new ChangeResult.Stale(media, version));
    }
    assertThat(fixture.find(media.id())).contains(media);
  }

  @Test
  void versions_above_127_are_compared_by_value() {
    Media media = fixture.added("PNG 1x1");
    for (long version = 1; version < 300; version++) {
      boolean starred = version % 2 == 1;
      media =
          changed(
              fixture.library.edit(
                  media.id(),
                  Optional.of(version),
                  details -> details.toBuilder().starred(starred).build()));
    }
    assertThat(media.version()).isEqualTo(300);
  }

  @Test
  void an_edit_does_not_change_owner_and_origin() {
    Media media = fixture.added(LibraryFixture.of("ann"), LineProbe.file("PNG 1x1", 9));
    Origin origin = new Origin(Optional.of(NOBODY), Optional.empty(), Optional.of("thief"));
    ChangeResult result =
        fixture.library.edit(
            media.id(),
            Optional.empty(),
            details ->
                details.toBuilder().owner(new OwnerId("bob")).origin(origin).starred(true).build());
    assertThat(changed(result).details())
        .isEqualTo(media.details().toBuilder().starred(true).build());
  }

  @Test
  void a_failing_edit_changes_nothing() {
    Media media = fixture.added("PNG 1x1");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            fixture.library.edit(
                media.id(),
                Optional.empty(),
                details -> {
                  throw new IllegalStateException("cannot");
                }));
    assertThat(fixture.find(media.id())).contains(media);
  }

  @Test
  void what_is_absent_cannot_be_changed() {
    assertThat(fixture.library.edit(NOBODY, Optional.empty(), STAR))
        .isEqualTo(new ChangeResult.Absent(NOBODY));
    assertThat(fixture.library.trash(NOBODY, Optional.of(1L)))
        .isEqualTo(new ChangeResult.Absent(NOBODY));
    assertThat(fixture.library.restore(NOBODY, Optional.empty()))
        .isEqualTo(new ChangeResult.Absent(NOBODY));
    assertThat(fixture.library.purge(NOBODY, Optional.empty()))
        .isEqualTo(new PurgeResult.Absent(NOBODY));
  }

  @Test
  void edits_at_once_without_a_version_are_all_kept() throws Exception {
    Media media = fixture.added("PNG 1x1");
    List<Together.Action> editors =
        List.of(tagging(media, "a"), tagging(media, "b"), tagging(media, "c"), tagging(media, "d"));
    Together.run(editors);
    Media edited = fixture.find(media.id()).orElseThrow();
    assertThat(edited.details().tags().values()).hasSize(40);
    assertThat(edited.version()).isEqualTo(41);
  }

  private Together.Action tagging(Media media, String prefix) {
    return () -> {
      for (int i = 0; i < 10; i++) {
        String tag = prefix + i;
        changed(
            fixture.library.edit(media.id(), Optional.empty(), details -> withTag(details, tag)));
      }
    };
  }

  private static MediaDetails withTag(MediaDetails details, String tag) {
    List<String> tags = new ArrayList<>(details.tags().values());
    tags.add(tag);
    return details.toBuilder().tags(Tags.of(tags)).build();
  }

  @Test
  void one_of_several_edits_of_a_version_wins() throws Exception {
    Media media = fixture.added("PNG 1x1");
    List<ChangeResult> results = new CopyOnWriteArrayList<>();
    Together.run(4, () -> results.add(fixture.library.edit(media.id(), Optional.of(1L), STAR)));
    assertThat(results).filteredOn(ChangeResult.Changed.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(ChangeResult.Stale.class::isInstance).hasSize(3);
  }

  @Test
  void trash_and_restore_go_round() {
    Media media = fixture.added("PNG 1x1");
    fixture.clock.advance(Duration.ofMinutes(1));
    Media trashed = changed(fixture.library.trash(media.id(), Optional.of(1L)));
    assertThat(trashed.trashedAt()).contains(fixture.clock.instant());
    assertThat(trashed.version()).isEqualTo(2);
    fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(fixture.library.trash(media.id(), Optional.empty()))
        .isEqualTo(new ChangeResult.Unchanged(trashed));
    Media restored = changed(fixture.library.restore(media.id(), Optional.empty()));
    assertThat(restored.isTrashed()).isFalse();
    assertThat(restored.version()).isEqualTo(3);
    assertThat(fixture.library.restore(media.id(), Optional.empty()))
        .isEqualTo(new ChangeResult.Unchanged(restored));
  }

  @Test
  void a_purge_takes_the_item_and_its_file() {
    Media media = fixture.added("PNG 1x1");
    fixture.library.trash(media.id(), Optional.empty());
    assertThat(fixture.library.purge(media.id(), Optional.empty()))
        .isEqualTo(new PurgeResult.Purged(media.id()));
    assertThat(fixture.library.purge(media.id(), Optional.empty()))
        .isEqualTo(new PurgeResult.Absent(media.id()));
    fixture.assertNothingKept();
  }

  @Test
  void restoring_and_purging_keep_to_the_expected_version() {
    Media media = fixture.added("PNG 1x1");
    Media trashed = changed(fixture.library.trash(media.id(), Optional.of(1L)));
    assertThat(fixture.library.restore(media.id(), Optional.of(1L)))
        .isEqualTo(new ChangeResult.Stale(trashed, 1));
    assertThat(fixture.library.purge(media.id(), Optional.of(1L)))
        .isEqualTo(new PurgeResult.Stale(media.id(), 2));
    assertThat(fixture.find(media.id())).contains(trashed);
    assertThat(fixture.files()).hasSize(1);
    assertThat(fixture.library.purge(media.id(), Optional.of(2L)))
        .isEqualTo(new PurgeResult.Purged(media.id()));
  }

  @Test
  void a_purge_needs_the_trash() {
    Media media = fixture.added("PNG 1x1");
    assertThat(fixture.library.purge(media.id(), Optional.empty()))
        .isEqualTo(new PurgeResult.NotTrashed(media.id()));
    assertThat(fixture.files()).hasSize(1);
  }

  @Test
  void a_purge_spares_a_file_that_others_share() {
    Media first = fixture.added("PNG 1x1");
    Media second = fixture.added("PNG 1x1");
    purge(first);
    assertThat(fixture.files()).containsExactly(second.blob().key());
    fixture.library.trash(second.id(), Optional.empty());
    assertThat(fixture.files()).hasSize(1);
    purge(second);
    assertThat(fixture.files()).isEmpty();
  }

  @Test
  void children_forget_a_purged_parent() {
    Media parent = fixture.added("PNG 1x1");
    Media child = fixture.added(madeFrom(parent), LineProbe.file("PNG 2x2", 9));
    purge(parent);
    assertThat(parentOf(child)).isEmpty();
  }

  @Test
  void an_edit_does_not_bring_a_purged_parent_back() {
    Media parent = fixture.added("PNG 1x1");
    Media child = fixture.added(madeFrom(parent), LineProbe.file("PNG 2x2", 9));
    fixture.library.edit(
        child.id(),
        Optional.empty(),
        details -> {
          purge(parent);
          return STAR.apply(details);
        });
    assertThat(parentOf(child)).isEmpty();
    assertThat(fixture.find(child.id()).orElseThrow().details().starred()).isTrue();
  }

  private Optional<MediaId> parentOf(Media child) {
    return fixture.find(child.id()).orElseThrow().details().origin().parent();
  }

  private static NewMedia madeFrom(Media parent) {
    Origin origin = new Origin(Optional.of(parent.id()), Optional.empty(), Optional.empty());
    return NewMedia.of(ANY.details().toBuilder().origin(origin).build());
  }

  private void purge(Media media) {
    fixture.library.trash(media.id(), Optional.empty());
    fixture.library.purge(media.id(), Optional.empty());
  }

  private static Media changed(ChangeResult result) {
    assertThat(result).isInstanceOf(ChangeResult.Changed.class);
    return ((ChangeResult.Changed) result).media();
  }
}
