package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MediaListTest extends CommandLineTest {
  private Media image;
  private Media video;

  private void addBoth() {
    Recipe recipe = Recipe.builder().prompt("a lighthouse at\ndusk 灯台 🗼").model("flux").build();
    image = added("png 12x8 a", MediaDetails.builder().recipe(recipe).tags(Tags.of("sea")).build());
    homes.clock.advance(Duration.ofMinutes(1));
    video =
        added(
            "mp4 640x480 b",
            MediaDetails.builder().owner(new OwnerId("alice")).starred(true).build());
  }

  @Test
  void prints_a_table_newest_first() {
    addBoth();

    Result result = run("media", "list");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            ID                                    FORMAT  SIZE  PIXELS   LENGTH  CREATED           OWNER      MODEL  PROMPT
            %s  mp4     13 B  640x480  0:08    2026-11-24 05:01  alice
            %s  png     10 B  12x8             2026-11-24 05:00  anonymous  flux   a lighthouse at dusk 灯台 🗼
            """
                .formatted(video.id(), image.id()));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void fits_the_table_to_the_terminal() {
    addBoth();

    assertThat(runOnTerminal(80, "media", "list").out())
        .isEqualTo(
            """
            ID                                    FORMAT  SIZE  CREATED           PROMPT
            %s  mp4     13 B  2026-11-24 05:01
            %s  png     10 B  2026-11-24 05:00  a lightho…
            """
                .formatted(video.id(), image.id()));
  }

  @Test
  void prints_the_page_as_json() {
    addBoth();

    Result result = run("media", "list", "--json", "--kind", "image");

    assertThat(result.out())
        .isEqualTo(
            """
            {"items":[{"id":"%s","kind":"image","format":"png","bytes":10,"width":12,"height":8,\
            "sha256":"%s","createdAt":"2026-11-24T05:00:00.000Z","owner":"anonymous",\
            "visibility":"private","prompt":"a lighthouse at\\ndusk 灯台 🗼","model":"flux",\
            "tags":["sea"],"starred":false,"version":1}],"next":null}
            """
                .formatted(image.id(), image.blob().hash()));
  }

  @Test
  void filters_as_http_does() {
    addBoth();

    assertThat(idsOf("--kind", "video")).containsExactly(video.id().toString());
    assertThat(idsOf("--owner", "alice")).containsExactly(video.id().toString());
    assertThat(idsOf("--tag", "sea")).containsExactly(image.id().toString());
    assertThat(idsOf("--model", "flux")).containsExactly(image.id().toString());
    assertThat(idsOf("--starred")).containsExactly(video.id().toString());
    assertThat(idsOf("--starred=false")).containsExactly(image.id().toString());
    assertThat(idsOf("--from", "2026-11-24T05:01:00Z")).containsExactly(video.id().toString());
    assertThat(idsOf("--until", "2026-11-24T05:01:00Z")).containsExactly(image.id().toString());
    assertThat(idsOf("--sort", "oldest"))
        .containsExactly(image.id().toString(), video.id().toString());
    assertThat(idsOf("--trashed")).isEmpty();
  }

  private List<String> idsOf(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "media";
    args[1] = "list";
    args[2] = "--json";
    System.arraycopy(options, 0, args, 3, options.length);
    return run(args).json().findValuesAsText("id");
  }

  @Test
  void goes_on_where_a_page_ended() {
    addBoth();

    Result first = run("media", "list", "--limit", "1");
    String cursor = first.err().strip().replaceFirst(".*--cursor ", "");

    assertThat(first.err()).startsWith("there are more: repeat with --cursor ");
    assertThat(idsOf("--limit", "1", "--cursor", cursor)).containsExactly(image.id().toString());
  }

  @Test
  void lists_all_pages_as_lines_of_json() {
    for (int i = 0; i < 450; i++) {
      added("png 12x8 " + i, MediaDetails.ofDefaults());
    }

    Result result = run("media", "list", "--all", "--json");

    assertThat(result.out().lines())
        .hasSize(450)
        .allMatch(line -> line.startsWith("{\"id\":") && line.endsWith("\"version\":1}"));
    assertThat(run("media", "list", "--all").out().lines()).hasSize(451);
  }

  @Test
  void works_beside_a_running_server() {
    homes.holder = Optional.of(new Homes.Holder(4_711, FakeHomes.START));

    assertThat(run("media", "list").status()).isZero();
  }

  @Test
  void prints_only_titles_when_there_is_nothing() {
    assertThat(run("media", "list").out())
        .isEqualTo("ID  FORMAT  SIZE  PIXELS  LENGTH  CREATED  OWNER  MODEL  PROMPT\n");
    assertThat(run("media", "list", "--json").out()).isEqualTo("{\"items\":[],\"next\":null}\n");
  }

  @Test
  void refuses_values_that_break_their_rule() {
    assertThat(run("media", "list", "--kind", "sound").err())
        .startsWith(
            "mediakeep: invalid value for option '--kind': must be image, video, was"
                + " 'sound'\nhint: see mediakeep media list --help\n");
    assertThat(run("media", "list", "--limit", "201").err())
        .startsWith("mediakeep: limit must be 1..200, was 201\n");
    assertThat(run("media", "list", "--from", "yesterday").err())
        .contains("must be a time such as 2026-11-24T05:00:00Z, was 'yesterday'");
    assertThat(run("media", "list", "--cursor", "abc").err())
        .contains("cursor must be one that this service gave, was 'abc'");
    assertThat(run("media", "list", "--all", "--limit", "5").err())
        .startsWith("mediakeep: --limit must not be given with --all\n");
  }

  @Test
  void refuses_the_cursor_of_other_filters() {
    addBoth();
    String cursor = run("media", "list", "--json", "--limit", "1").json().get("next").asText();

    Result result = run("media", "list", "--json", "--kind", "image", "--cursor", cursor);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.jsonError().get("code").asText()).isEqualTo("CURSOR_INVALID");
    assertThat(result.jsonError().get("field").asText()).isEqualTo("cursor");
  }

  @Test
  void tells_when_there_is_no_home() {
    homes.exists = false;

    Result result = run("media", "list", "--home", "elsewhere");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).startsWith("mediakeep: there is no home in elsewhere\nhint: ");
    assertThat(result.out()).isEmpty();
  }
}
