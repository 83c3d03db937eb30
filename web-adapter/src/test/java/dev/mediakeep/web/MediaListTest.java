package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.CURSOR_INVALID;
import static dev.mediakeep.error.ErrorCode.FIELD_INVALID;
import static dev.mediakeep.error.ErrorCode.FIELD_UNKNOWN;
import static dev.mediakeep.web.ProblemAssert.assertFieldProblem;
import static dev.mediakeep.web.TestService.MEDIA;
import static dev.mediakeep.web.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaListTest {
  private final TestService service = new TestService();

  @AfterEach
  void stop() {
    service.close();
  }

  private String add(String query, int size) {
    service.clock.advance(Duration.ofSeconds(1));
    return service.upload(query, size);
  }

  private List<String> list(String query) {
    JsonNode page = json(service.get(MEDIA + query));
    List<String> paths = new ArrayList<>();
    page.path("items").forEach(item -> paths.add(MEDIA + "/" + item.path("id").asText()));
    return paths;
  }

  @Test
  void an_empty_page_has_no_next() {
    assertThat(service.get(MEDIA).body()).isEqualTo("{\"items\":[],\"next\":null}");
  }

  @Test
  void pages_join_without_gap_or_repetition() {
    List<String> added = new ArrayList<>();
    for (int size = 100; size < 107; size++) {
      added.addFirst(add("", size));
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(service.get(MEDIA + "?limit=3" + cursor));
      page.path("items").forEach(item -> seen.add(MEDIA + "/" + item.path("id").asText()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(added);
  }

  @Test
  void filters_by_each_parameter() {
    String first = add("?owner=ann&tag=sea&tag=a%26b&model=m1&starred=true", 100);
    String second = add("?owner=bob&model=m2", 200);
    String video = MEDIA + "/" + json(service.post(MEDIA, MagicProbe.mp4(300))).path("id").asText();

    assertThat(list("?kind=video")).containsExactly(video);
    assertThat(list("?kind=image")).containsExactly(second, first);
    assertThat(list("?owner=ann")).containsExactly(first);
    assertThat(list("?tag=a%26b")).containsExactly(first);
    assertThat(list("?model=m2")).containsExactly(second);
    assertThat(list("?starred=true")).containsExactly(first);
    assertThat(list("?starred=false")).containsExactly(video, second);
    assertThat(list("?from=2026-11-24T05:00:02Z")).containsExactly(video, second);
    assertThat(list("?until=2026-11-24T06:00:02%2B01:00")).containsExactly(first);
    assertThat(list("?sort=oldest")).containsExactly(first, second, video);
    assertThat(list("?sort=largest")).containsExactly(video, second, first);
    assertThat(list("?sort=smallest&limit=1")).containsExactly(first);
    assertThat(list("?trashed=true")).isEmpty();
    assertThat(list("?trashed=false&")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?kind=audio            | kind    | image or video
          ?sort=NEWEST           | sort    | newest or oldest or largest or smallest
          ?limit=0               | limit   | 1..200
          ?limit=201             | limit   | 1..200
          ?limit=many            | limit   | whole number
          ?limit=99999999999     | limit   | 1..200
          ?starred=1             | starred | true or false
          ?from=yesterday        | from    | 2026-11-24T05:00:00Z
          ?from=-0001-01-01T00:00:00Z | from | 0..9999
          ?until=%2B12026-01-01T00:00:00Z | until | 0..9999
          ?owner=                | owner   | blank
          ?kind=image&kind=video | kind    | once
          ?tag=a&tag=b           | tag     | once
          ?model=%ff             | model   | UTF-8
          ?limit=%2              | limit   | hex
          ?limit=%+5             | limit   | hex
          """)
  void names_the_parameter_at_fault(String query, String field, String rule) {
    var response = RawHttp.get(service, MEDIA + query);
    assertThat(response.status()).as(response.text()).isEqualTo(400);
    if (!query.contains("%2 ") && response.text().contains("FIELD_INVALID")) {
      assertThat(response.text()).contains("\"field\":\"" + field + "\"").contains(rule);
    } else {
      assertThat(response.text()).contains("REQUEST_MALFORMED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?colour=red", "?Limit=3", "?=x", "?%6cimits=1"})
  void refuses_parameters_that_it_does_not_know(String query) {
    assertThat(service.get(MEDIA + query).body()).contains("FIELD_UNKNOWN").contains("limit");
  }

  @Test
  void names_the_unknown_parameter() {
    assertFieldProblem(service.get(MEDIA + "?colour=red"), 400, FIELD_UNKNOWN, "colour");
    assertFieldProblem(service.get("/health/live?x=1"), 400, FIELD_UNKNOWN, "x");
  }

  @Test
  void refuses_cursors_of_other_queries() {
    add("", 100);
    add("", 101);
    String cursor = json(service.get(MEDIA + "?limit=1")).path("next").asText();
    assertFieldProblem(
        service.get(MEDIA + "?limit=1&kind=image&cursor=" + cursor), 400, CURSOR_INVALID, "cursor");
    assertFieldProblem(service.get(MEDIA + "?cursor=abc"), 400, CURSOR_INVALID, "cursor");
    assertFieldProblem(service.get(MEDIA + "?limit=x"), 400, FIELD_INVALID, "limit");
  }
}
