package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.id.MediaId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MediaQueryTest {
  private static final Instant TIME = Samples.TIME;

  @Test
  void a_page_has_1_to_200_items() {
    assertThat(MediaQuery.builder().limit(1).build().limit()).isEqualTo(1);
    assertThat(MediaQuery.builder().limit(200).build().limit()).isEqualTo(200);
    assertThat(MediaQuery.ofDefaults().limit()).isEqualTo(50);
    for (int limit : new int[] {Integer.MIN_VALUE, 0, 201}) {
      assertThatThrownBy(() -> MediaQuery.builder().limit(limit).build())
          .hasMessage("limit must be 1..200, was " + limit);
    }
  }

  @Test
  void a_range_includes_its_start_and_not_its_end() {
    assertThat(matches(TIME, TIME.plusMillis(1))).isTrue();
    assertThat(matches(TIME.plusMillis(1), TIME.plusMillis(2))).isFalse();
    assertThat(matches(TIME.minusMillis(1), TIME)).isFalse();
    assertThat(matches(TIME, TIME)).isFalse();
  }

  @Test
  void a_full_page_without_more_has_no_cursor() {
    MediaQuery query = MediaQuery.builder().limit(2).build();
    List<Media> three = List.of(item(3), item(2), item(1));
    assertThat(query.pageOf(three.subList(0, 2)).next()).isEmpty();
    Page<Media> page = query.pageOf(three);
    assertThat(page.items()).isEqualTo(three.subList(0, 2));
    assertThat(page.next().orElseThrow().id()).isEqualTo(item(2).id());
  }

  @Test
  void each_order_goes_on_after_its_cursor() {
    for (MediaSort sort : MediaSort.values()) {
      List<Media> all =
          List.of(item(1), item(2), item(3)).stream().sorted(sort.comparator()).toList();
      Cursor cursor = new Cursor("00000000", sort.keyOf(all.get(1)), all.get(1).id());
      assertThat(all.stream().filter(media -> sort.isAfter(media, cursor)))
          .containsExactly(all.get(2));
    }
  }

  private static boolean matches(Instant from, Instant until) {
    return MediaQuery.builder().from(from).until(until).build().filter().matches(item(1));
  }

  private static Media item(int number) {
    return Samples.image(new MediaId(new UUID(1, number)));
  }
}
