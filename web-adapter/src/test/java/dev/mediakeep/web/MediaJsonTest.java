package dev.mediakeep.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.media.Page;
import dev.mediakeep.testkit.GoldenItem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MediaJsonTest {
  @Test
  void an_item_has_the_form_that_all_show_and_links() {
    for (GoldenItem golden : List.of(GoldenItem.full(), GoldenItem.minimal())) {
      assertThat(new String(MediaJson.item(golden.media()), UTF_8)).isEqualTo(withLinks(golden));
    }
  }

  @Test
  void a_page_holds_items_of_the_same_form() {
    GoldenItem golden = GoldenItem.full();
    byte[] page = MediaJson.page(new Page<>(List.of(golden.media()), Optional.empty()));
    assertThat(new String(page, UTF_8))
        .isEqualTo("{\"items\":[" + withLinks(golden) + "],\"next\":null}");
  }

  private static String withLinks(GoldenItem golden) {
    String open = golden.json().substring(0, golden.json().length() - 1);
    String path = "/api/v1/media/" + golden.media().id();
    return open + ",\"links\":{\"content\":\"" + path + "/content\"}}";
  }
}
