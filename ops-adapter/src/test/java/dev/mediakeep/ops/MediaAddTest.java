package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.MediaQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MediaAddTest extends CommandLineTest {
  private static final String UNKNOWN_ID = "019ae2f0-1c40-7000-8000-000000000009";

  private List<Media> kept() {
    return homes.catalog.list(MediaQuery.builder().limit(MediaQuery.MAX_LIMIT).build()).items();
  }

  @Test
  void adds_a_named_file_and_prints_its_id() throws IOException {
    write("sunset.png", "png 12x8 sunset");

    Result result = run("media", "add", "sunset.png");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            added %s sunset.png
            added 1 file, 15 B
            """
                .formatted(kept().getFirst().id()));
  }

  @Test
  void keeps_what_the_options_say() throws IOException {
    write("sunset.png", "png 12x8 sunset");
    Media parent = added("png 1x1 parent", MediaDetails.ofDefaults());

    run(
        "media",
        "add",
        "sunset.png",
        "--owner",
        "alice",
        "--visibility",
        "public",
        "--tag",
        "sea",
        "--tag=sky",
        "--starred",
        "--prompt",
        "a sunset",
        "--negative-prompt",
        "people",
        "--model",
        "flux",
        "--provider",
        "example",
        "--seed",
        "-42",
        "--parameters",
        "{\"steps\": 28}",
        "--parent",
        parent.id().toString(),
        "--job",
        UNKNOWN_ID);

    Result shown = run("media", "show", "--json", kept().getFirst().id().toString());
    assertThat(shown.out())
        .endsWith(
            """
            "owner":"alice","visibility":"public","prompt":"a sunset","negativePrompt":"people",\
            "model":"flux","provider":"example","seed":-42,"parameters":{"steps": 28},\
            "tags":["sea","sky"],"starred":true,"parent":"%s","job":"%s",\
            "client":"mediakeep/%s","version":1}
            """
                .formatted(parent.id(), UNKNOWN_ID, Version.read()));
  }

  @Test
  void tells_why_a_named_file_is_refused() throws IOException {
    write("notes.txt", "hello there");

    Result result = run("media", "add", "notes.txt");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            refused notes.txt: the bytes must be of a type that is kept, start with 68 65 6c 6c 6f \
            20 74 68 (MEDIA_TYPE_UNKNOWN)
            added 0 files, 0 B
            refused 1 file
              1 MEDIA_TYPE_UNKNOWN
                such as notes.txt: the bytes must be of a type that is kept, start with 68 65 6c 6c \
            6f 20 74 68
                hint: send PNG, JPEG, WebP, GIF, AVIF, MP4, MOV or WebM
            """);
  }

  @Test
  void sums_up_a_folder() throws IOException {
    write("pictures/a.png", "png 12x8 a");
    write("pictures/b.png", "png 12x8 a");
    write("pictures/below/c.mp4", "mp4 640x480 c");
    write("pictures/below/empty.png", "");
    write("pictures/broken.png", "png 12x8 broken");
    write("pictures/notes.txt", "hello there");
    write("pictures/.hidden.png", "png 12x8 hidden");
    write("pictures/.git/d.png", "png 12x8 d");
    Files.createSymbolicLink(folder.resolve("pictures/link.png"), folder.resolve("a.png"));

    Result result = run("media", "add", "pictures");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            added 2 files, 23 B
            existing 1 file, already there
            refused 3 files
              1 MEDIA_EMPTY
                such as pictures/below/empty.png: media must have at least 1 byte, was 0
                hint: send the bytes of an image or a video as the body
              1 MEDIA_MALFORMED
                such as pictures/broken.png: media must be a whole PNG: it says broken
                hint: open the file in a viewer and export it again; it looks cut off or damaged
              1 MEDIA_TYPE_UNKNOWN
                such as pictures/notes.txt: the bytes must be of a type that is kept, start with 68 \
            65 6c 6c 6f 20 74 68
                hint: send PNG, JPEG, WebP, GIF, AVIF, MP4, MOV or WebM
            skipped 3
              2 hidden
              1 symbolic link
            """);
    assertThat(kept()).hasSize(2);
  }

  @Test
  void adds_a_folder_only_once() throws IOException {
    write("pictures/a.png", "png 12x8 a");
    run("media", "add", "pictures");

    Result again = run("media", "add", "pictures");

    assertThat(again.status()).isZero();
    assertThat(again.out()).isEqualTo("added 0 files, 0 B\nexisting 1 file, already there\n");
    assertThat(kept()).hasSize(1);
  }

  @Test
  void adds_a_named_file_again_unless_told_otherwise() throws IOException {
    write("a.png", "png 12x8 a");
    run("media", "add", "a.png");

    assertThat(run("media", "add", "a.png").out()).contains("added 1 file");
    assertThat(run("media", "add", "--if-absent", "a.png").out()).contains("existing 1 file");
    assertThat(run("media", "add", "--no-if-absent", ".").out()).contains("added 1 file");
    assertThat(kept()).hasSize(3);
  }

  @Test
  void stays_out_of_folders_below_when_told() throws IOException {
    write("pictures/a.png", "png 12x8 a");
    write("pictures/below/b.png", "png 12x8 b");

    Result result = run("media", "add", "--no-recursive", "pictures");

    assertThat(result.out()).isEqualTo("added 1 file, 10 B\nskipped 1\n  1 folder below\n");
  }

  @Test
  void follows_links_only_when_told_and_never_in_a_circle() throws IOException {
    write("elsewhere/a.png", "png 12x8 a");
    Files.createDirectories(folder.resolve("pictures"));
    Files.createSymbolicLink(folder.resolve("pictures/there"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("pictures/round"), folder.resolve("pictures"));

    assertThat(run("media", "add", "pictures").out()).contains("added 0 files");
    assertThat(run("media", "add", "--follow-links", "pictures").out())
        .isEqualTo("added 1 file, 10 B\nskipped 1\n  1 folder seen before\n");
  }

  @Test
  void leaves_the_folders_of_the_store_out() throws IOException {
    write("kept/a.png", "png 12x8 a");
    write("b.png", "png 12x8 b");

    Result result = run("media", "add", "--media-folder", "kept", "--json", ".", "kept/a.png");

    assertThat(result.json().findValuesAsText("detail"))
        .containsExactly("path must not lead into the store itself");
    assertThat(result.json().get("added").asInt()).isEqualTo(1);
    assertThat(result.json().findValuesAsText("reason")).containsExactly("part of the store");
  }

  @Test
  void refuses_what_cannot_be_read() {
    Result result = run("media", "add", "absent.png");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("refused absent.png: there is no such file (FILE_UNREADABLE)\n");
  }

  @Test
  void refuses_what_is_no_regular_file() {
    Result result = run("media", "add", "/dev/null");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("refused /dev/null: it is no regular file (FILE_UNREADABLE)\n");
  }

  @Test
  void neutralises_control_characters_in_names() throws IOException {
    write("red\u001b[31m.txt", "hello there");

    assertThat(run("media", "add", ".").out()).contains("such as ./red [31m.txt");
  }

  @Test
  void reports_each_file_as_json() throws IOException {
    write("pictures/.hidden", "png 12x8 hidden");
    write("pictures/empty.png", "");

    Result result = run("media", "add", "--json", "pictures");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            {"files":[\
            {"path":"pictures/.hidden","outcome":"skipped","reason":"hidden"},\
            {"path":"pictures/empty.png","outcome":"refused","problem":{"code":"MEDIA_EMPTY",\
            "detail":"media must have at least 1 byte, was 0",\
            "hint":"send the bytes of an image or a video as the body","retryable":false}}],\
            "added":0,"addedBytes":0,"existing":0,"refused":1,"skipped":1,"interrupted":0}
            """);
  }

  @Test
  void reports_added_files_as_json() throws IOException {
    write("a.png", "png 12x8 a");

    Result result = run("media", "add", "--json", "a.png");

    assertThat(result.out())
        .startsWith(
            "{\"files\":[{\"path\":\"a.png\",\"outcome\":\"added\",\"id\":\"%s\"}]"
                .formatted(kept().getFirst().id()));
  }

  @Test
  void prints_a_line_for_each_file_when_told() throws IOException {
    write("pictures/a.png", "png 12x8 a");

    assertThat(run("media", "add", "--verbose", "pictures").out()).contains(" pictures/a.png\n");
    assertThat(run("media", "add", "pictures").out()).doesNotContain("a.png");
  }

  @Test
  void does_nothing_on_a_dry_run() throws IOException {
    write("pictures/a.png", "png 12x8 a");
    homes.exists = false;

    Result result = run("media", "add", "--dry-run", "pictures");

    assertThat(result.out()).isEqualTo("would look at 1 file, 10 B\n");
    assertThat(run("media", "add", "--dry-run", "--json", "pictures").out())
        .isEqualTo("{\"files\":1,\"bytes\":10}\n");
    assertThat(kept()).isEmpty();
    assertThat(homes.exists).isFalse();
  }

  @Test
  void creates_the_home_where_there_is_none() throws IOException {
    write("a.png", "png 12x8 a");
    homes.exists = false;

    assertThat(run("media", "add", "a.png").status()).isZero();
  }

  @Test
  void refuses_an_unknown_parent_before_reading_files() throws IOException {
    write("a.png", "png 12x8 a");

    Result result = run("media", "add", "a.png", "--parent", UNKNOWN_ID);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("mediakeep: parent must be a media item that exists, was " + UNKNOWN_ID);
    assertThat(kept()).isEmpty();
  }

  @Test
  void refuses_details_that_break_their_rule() throws IOException {
    write("a.png", "png 12x8 a");

    Result result = run("media", "add", "a.png", "--tag", "");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("mediakeep: tags must not be blank\n");
  }

  @Test
  void refuses_an_empty_path() {
    Result result = run("media", "add", "");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("must be a path, was empty");
  }

  @Test
  void says_who_holds_the_home_and_what_to_do() throws IOException {
    write("a.png", "png 12x8 a");
    homes.holder = Optional.of(new Homes.Holder(4_711, FakeHomes.START));

    Result result = run("media", "add", "a.png");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            """
            mediakeep: the home is held by process 4711 since 2026-11-24T05:00:00Z
            hint: stop that process, or ask the server that it runs: POST /api/v1/media
            """);
  }

  @Test
  void applies_the_configured_limits() throws IOException {
    write("a.png", "png 12x8 a");

    Result result =
        run("media", "add", "--max-image-bytes", "9", "--max-video-bytes", "9", "--json", "a.png");

    assertThat(result.json().at("/files/0/problem/code").asText()).isEqualTo("MEDIA_TOO_LARGE");
  }
}
