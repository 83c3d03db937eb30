package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.testkit.SampleMedia;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code media show}, {@code rm} and {@code restore}. */
final class MediaItemVerbsTest extends CommandLineTest {
  private static final String ABSENT = "019ae2f0-1c40-7000-8000-000000000009";

  private String add() {
    return added("png 12x8 a", MediaDetails.ofDefaults()).id().toString();
  }

  private Optional<Media> find(String id) {
    return homes.catalog.find(MediaId.parse(id));
  }

  @Test
  void shows_all_that_is_known() {
    Media media = added("mp4 640x480 b", SampleMedia.fullDetails());

    Result result = run("media", "show", media.id().toString());

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            id               %s
            type             video/mp4
            size             13 B
            pixels           640x480
            length           0:08
            sha256           %s
            created          2026-11-24T05:00:00.000Z
            owner            anonymous
            visibility       public
            prompt           a lighthouse at dusk, 100%% real_istic \\ 灯台 🗼
            negative prompt  people
            model            flux-1.1-pro
            provider         example
            seed             -42
            parameters       {"steps": 28, "guidance": 3.5}
            tags             sea, tower
            starred          yes
            version          1
            """
                .formatted(media.id(), media.blob().hash()));
  }

  @Test
  void shows_an_item_as_json() {
    String id = add();

    assertThat(run("media", "show", "--json", id).json().get("id").asText()).isEqualTo(id);
  }

  @Test
  void tells_when_the_item_to_show_is_absent() {
    assertThat(run("media", "show", ABSENT))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                mediakeep: there is no media item %s
                hint: check the id; the item may have been purged
                """
                    .formatted(ABSENT)));
    assertThat(run("media", "show", ABSENT, "--json").err())
        .isEqualTo(
            """
            {"code":"MEDIA_NOT_FOUND","detail":"there is no media item %s",\
            "hint":"check the id; the item may have been purged","retryable":false}
            """
                .formatted(ABSENT));
  }

  @Test
  void refuses_what_is_no_id() {
    Result result = run("media", "show", "12");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            """
            mediakeep: invalid value for positional parameter at index 0 (ID): id must be a UUID of \
            36 lower-case characters, was '12'
            hint: see mediakeep media show --help
            """);
  }

  @Test
  void moves_items_to_the_trash_and_back() {
    String id = add();

    assertThat(run("media", "rm", id).out()).isEqualTo("trashed " + id + "\n");
    assertThat(run("media", "rm", id).out())
        .isEqualTo("unchanged " + id + " (already in the trash)\n");
    assertThat(run("media", "show", id).out()).contains("trashed     2026-11-24T05:00:00.000Z");
    assertThat(run("media", "restore", id).out()).isEqualTo("restored " + id + "\n");
    assertThat(run("media", "restore", id).out())
        .isEqualTo("unchanged " + id + " (not in the trash)\n");
  }

  @Test
  void purges_only_out_of_the_trash() {
    String id = add();

    assertThat(run("media", "rm", "--purge", id))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                mediakeep: an item must be in the trash to be purged: %s
                hint: move the item to the trash first
                """
                    .formatted(id)));
    run("media", "rm", id);
    assertThat(run("media", "rm", "--purge", id).out()).isEqualTo("purged " + id + "\n");
    assertThat(find(id)).isEmpty();
  }

  @Test
  void deals_with_the_others_when_one_is_absent() {
    String id = add();

    Result result = run("media", "rm", ABSENT, id, id);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("trashed " + id + "\n");
    assertThat(result.err()).startsWith("mediakeep: there is no media item " + ABSENT);
  }

  @Test
  void reports_outcomes_as_json() {
    String id = add();

    assertThat(run("media", "rm", "--json", id, ABSENT).out())
        .isEqualTo(
            """
            {"items":[{"id":"%s","outcome":"trashed"},{"id":"%s","outcome":"refused","problem":\
            {"code":"MEDIA_NOT_FOUND","detail":"there is no media item %s",\
            "hint":"check the id; the item may have been purged","retryable":false}}]}
            """
                .formatted(id, ABSENT, ABSENT));
    assertThat(run("media", "restore", "--json", id).out())
        .isEqualTo("{\"items\":[{\"id\":\"%s\",\"outcome\":\"restored\"}]}\n".formatted(id));
  }

  @Test
  void says_what_a_removal_would_do_beside_a_server() {
    String id = add();
    homes.holder = Optional.of(new Homes.Holder(4_711, FakeHomes.START));

    assertThat(run("media", "rm", "--dry-run", id).out())
        .isEqualTo("would be trashed " + id + "\n");
    assertThat(run("media", "rm", "--dry-run", "--purge", id).status()).isEqualTo(1);
    assertThat(run("media", "rm", "--dry-run", ABSENT).status()).isEqualTo(1);
    assertThat(find(id).orElseThrow().isTrashed()).isFalse();
  }

  @Test
  void needs_the_home_to_itself_to_change_items() {
    String id = add();
    homes.holder = Optional.of(new Homes.Holder(4_711, FakeHomes.START));

    assertThat(run("media", "rm", id).status()).isEqualTo(3);
    assertThat(run("media", "rm", id).err())
        .endsWith("server that it runs: DELETE /api/v1/media/ID\n");
    assertThat(run("media", "restore", id).err())
        .endsWith("server that it runs: POST /api/v1/media/ID/restore\n");
  }

  @Test
  void creates_no_home_to_remove_from() {
    homes.exists = false;

    assertThat(run("media", "rm", ABSENT).status()).isEqualTo(3);
    assertThat(run("media", "restore", ABSENT).status()).isEqualTo(3);
    assertThat(homes.exists).isFalse();
  }
}
