package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.BODY_TYPE_UNSUPPORTED;
import static dev.mediakeep.error.ErrorCode.FIELD_INVALID;
import static dev.mediakeep.error.ErrorCode.FIELD_UNKNOWN;
import static dev.mediakeep.error.ErrorCode.MEDIA_NOT_FOUND;
import static dev.mediakeep.error.ErrorCode.MEDIA_NOT_IN_TRASH;
import static dev.mediakeep.error.ErrorCode.REQUEST_TOO_LARGE;
import static dev.mediakeep.error.ErrorCode.ROUTE_NOT_FOUND;
import static dev.mediakeep.error.ErrorCode.VERSION_STALE;
import static dev.mediakeep.web.ProblemAssert.assertFieldProblem;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static dev.mediakeep.web.TestService.MEDIA;
import static dev.mediakeep.web.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaRoutesTest {
  private static final String NOBODY = MEDIA + "/00000000-0000-7000-8000-000000000000";

  private final TestService service = new TestService();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_key_named_twice_is_refused() {
    String path = service.upload("");
    String twice = "{\"parameters\":{\"a\":{\"b\":1,\"b\":1}}}";
    JsonNode problem =
        assertFieldProblem(service.patch(path, twice), 400, FIELD_INVALID, "parameters");
    assertThat(problem.path("detail").asText())
        .isEqualTo("parameters must name each key of an object once, twice is 'b'");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 99, 5_000})
  void parameters_that_are_too_deep_are_told_the_rule(int depth) {
    String path = service.upload("");
    String nested = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    HttpResponse<String> response = service.patch(path, "{\"parameters\":" + nested + "}");
    if (depth == 64) {
      assertThat(response.statusCode()).isEqualTo(200);
    } else {
      JsonNode problem = assertFieldProblem(response, 400, FIELD_INVALID, "parameters");
      assertThat(problem.path("detail").asText())
          .startsWith("parameters must be at most 64 levels deep, is deeper");
    }
  }

  @Test
  void shows_an_item_as_the_contract_says() {
    String path =
        service.upload(
            "?prompt=a+sea%20view&seed=-42&tag=sea&tag=boat&starred=true&model=m1&provider=p"
                + "&parameters=%7B%22a%22%3A1.50%7D&visibility=public&client=cli");
    HttpResponse<String> response = service.get(path);
    JsonNode item = json(response);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(item.path("kind").asText()).isEqualTo("image");
    assertThat(item.path("format").asText()).isEqualTo("png");
    assertThat(item.path("bytes").asLong()).isEqualTo(100);
    assertThat(item.path("createdAt").asText()).isEqualTo("2026-11-24T05:00:00.123Z");
    assertThat(item.path("owner").asText()).isEqualTo("anonymous");
    assertThat(item.path("visibility").asText()).isEqualTo("public");
    assertThat(item.path("prompt").asText()).isEqualTo("a sea view");
    assertThat(item.path("seed").asLong()).isEqualTo(-42);
    assertThat(item.path("tags").toString()).isEqualTo("[\"boat\",\"sea\"]");
    assertThat(item.path("starred").asBoolean()).isTrue();
    assertThat(item.path("version").asLong()).isEqualTo(1);
    assertThat(item.path("links").path("content").asText()).isEqualTo(path + "/content");
    assertThat(item.has("durationMs")).isFalse();
    assertThat(item.has("trashedAt")).isFalse();
    assertThat(response.body()).contains("\"parameters\":{\"a\":1.50}");
  }

  @Test
  void head_has_the_headers_of_get() {
    String path = service.upload("");
    HttpResponse<String> get = service.get(path);
    HttpResponse<String> head = service.head(path);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .contains(Integer.toString(get.body().length()));
    assertThat(head.headers().map().keySet()).isEqualTo(get.headers().map().keySet());
  }

  @Test
  void answers_304_to_a_caller_that_knows_the_version() {
    String path = service.upload("");
    assertThat(service.get(path, "If-None-Match", "W/\"1\"").statusCode()).isEqualTo(304);
    assertThat(service.get(path, "If-None-Match", "\"7\", \"1\"").statusCode()).isEqualTo(304);
    assertThat(service.get(path, "If-None-Match", "*").statusCode()).isEqualTo(304);
    assertThat(service.get(path, "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
    assertThat(service.get(path, "If-None-Match", "rubbish").statusCode()).isEqualTo(200);
  }

  @Test
  void refuses_absent_and_invalid_ids() {
    assertProblem(service.get(NOBODY), 404, MEDIA_NOT_FOUND);
    assertProblem(service.patch(NOBODY, "{}"), 404, MEDIA_NOT_FOUND);
    assertProblem(service.delete(NOBODY), 404, MEDIA_NOT_FOUND);
    assertProblem(service.delete(NOBODY + "?purge=true"), 404, MEDIA_NOT_FOUND);
    assertProblem(service.post(NOBODY + "/restore", new byte[0]), 404, MEDIA_NOT_FOUND);
    assertProblem(service.get(NOBODY + "/content"), 404, MEDIA_NOT_FOUND);
    assertFieldProblem(service.get(MEDIA + "/nonsense"), 400, FIELD_INVALID, "id");
    assertProblem(service.get(MEDIA + "/%2e%2e%2fx"), 404, ROUTE_NOT_FOUND);
  }

  @Test
  void a_patch_changes_what_it_names_and_null_clears() {
    String path = service.upload("?prompt=p&model=m&seed=1&tag=a&starred=true&visibility=public");
    HttpResponse<String> response =
        service.patch(
            path,
            "{\"prompt\":\"q\",\"model\":null,\"seed\":null,\"tags\":[\"b\",\"b\"],"
                + "\"visibility\":null,\"parameters\":{\"x\" : [1, {}]}}");
    JsonNode item = json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("ETag")).contains("\"2\"");
    assertThat(item.path("prompt").asText()).isEqualTo("q");
    assertThat(item.has("model")).isFalse();
    assertThat(item.has("seed")).isFalse();
    assertThat(item.path("tags").toString()).isEqualTo("[\"b\"]");
    assertThat(item.path("visibility").asText()).isEqualTo("private");
    assertThat(item.path("starred").asBoolean()).isTrue();
    assertThat(response.body()).contains("\"parameters\":{\"x\" : [1, {}]}");

    JsonNode cleared =
        json(service.patch(path, "{\"tags\":null,\"starred\":null,\"parameters\":null}"));
    assertThat(cleared.path("tags")).isEmpty();
    assertThat(cleared.path("starred").asBoolean()).isFalse();
    assertThat(cleared.has("parameters")).isFalse();
  }

  @Test
  void an_empty_patch_changes_nothing() {
    String path = service.upload("");
    assertThat(service.patch(path, "{}").headers().firstValue("ETag")).contains("\"1\"");
    assertThat(service.patch(path, " { } \n").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"prompt":1}                | FIELD_INVALID | prompt
          {"seed":"1"}                | FIELD_INVALID | seed
          {"seed":1.5}                | FIELD_INVALID | seed
          {"seed":9223372036854775808}| FIELD_INVALID | seed
          {"starred":"true"}          | FIELD_INVALID | starred
          {"tags":"sea"}              | FIELD_INVALID | tags
          {"tags":["a",1]}            | FIELD_INVALID | tags
          {"tags":[""]}               | FIELD_INVALID | tags
          {"visibility":"secret"}     | FIELD_INVALID | visibility
          {"parameters":"{}"}         | FIELD_INVALID | parameters
          {"parameters":[]}           | FIELD_INVALID | parameters
          {"prompt":"a","prompt":"b"} | FIELD_INVALID | prompt
          {"prompt":"a\\u0000"}       | FIELD_INVALID | prompt
          {"prompt":"a}               | FIELD_INVALID | prompt
          {"owner":"me"}              | FIELD_UNKNOWN | owner
          {"":1}                      | FIELD_UNKNOWN | ''
          []                          | FIELD_INVALID | body
          "x"                         | FIELD_INVALID | body
          {} {}                       | FIELD_INVALID | body
          {"prompt":"a"               | FIELD_INVALID | prompt
          {,}                         | FIELD_INVALID | body
          ''                          | FIELD_INVALID | body
          """)
  void a_patch_names_the_field_at_fault(String body, String code, String field) {
    String path = service.upload("");
    HttpResponse<String> response = service.patch(path, body);
    JsonNode problem = TestService.json(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(service.get(path).headers().firstValue("ETag")).contains("\"1\"");
  }

  @Test
  void a_patch_that_is_too_deep_or_not_utf8_is_refused() {
    String path = service.upload("");
    String deep = "{\"parameters\":{\"a\":" + "[".repeat(90) + "]".repeat(90) + "}}";
    String deeper = "{\"parameters\":{\"a\":" + "[".repeat(400) + "]".repeat(400) + "}}";
    assertFieldProblem(service.patch(path, deep), 400, FIELD_INVALID, "parameters");
    assertFieldProblem(service.patch(path, deeper), 400, FIELD_INVALID, "parameters");
    byte[] latin = {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
    HttpResponse<String> response =
        service.send(
            service
                .request(path)
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofByteArray(latin)));
    assertFieldProblem(response, 400, FIELD_INVALID, "body");
  }

  @Test
  void a_patch_that_is_too_large_or_no_json_is_refused() {
    String path = service.upload("");
    String large = "{\"prompt\":\"" + "x".repeat(1_000_000) + "\"}";
    assertProblem(service.patch(path, large), 413, REQUEST_TOO_LARGE);
    assertProblem(
        service.patch(path, "{}", "Content-Type", "text/plain"), 415, BODY_TYPE_UNSUPPORTED);
    assertThat(
            service.patch(path, "{}", "Content-Type", "application/merge-patch+json").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "*", "\"9\", \"1\"", "W/\"9\",\"1\""})
  void a_change_is_made_to_the_version_it_names(String ifMatch) {
    String path = service.upload("");
    HttpResponse<String> response = service.patch(path, "{\"prompt\":\"x\"}", "If-Match", ifMatch);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "W/\"1\"", "\"01\"", "\"x\"", "\"\"", "\"2\", \"3\""})
  void a_change_to_another_version_is_stale(String ifMatch) {
    String path = service.upload("");
    HttpResponse<String> response = service.patch(path, "{\"prompt\":\"x\"}", "If-Match", ifMatch);
    JsonNode problem = assertFieldProblem(response, 412, VERSION_STALE, "If-Match");
    assertThat(problem.path("detail").asText()).contains("\"1\"").contains(ifMatch);
    assertProblem(service.delete(path, "If-Match", ifMatch), 412, VERSION_STALE);
    assertThat(service.get(path).headers().firstValue("ETag")).contains("\"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "\"1\" \"2\"", ""})
  void a_malformed_condition_is_refused(String ifMatch) {
    String path = service.upload("");
    HttpResponse<String> response = service.patch(path, "{}", "If-Match", ifMatch);
    assertFieldProblem(response, 400, FIELD_INVALID, "If-Match");
  }

  @Test
  void goes_to_the_trash_and_comes_back() {
    String path = service.upload("");
    JsonNode trashed = json(service.delete(path, "If-Match", "\"1\""));
    assertThat(trashed.path("trashedAt").asText()).isEqualTo("2026-11-24T05:00:00.123Z");
    assertThat(json(service.get(MEDIA)).path("items")).isEmpty();
    assertThat(json(service.get(MEDIA + "?trashed=true")).path("items")).hasSize(1);
    assertThat(service.get(path + "/content").statusCode()).isEqualTo(200);
    assertThat(service.delete(path).statusCode()).isEqualTo(200);

    assertProblem(
        service.post(path + "/restore", new byte[0], "If-Match", "\"1\""), 412, VERSION_STALE);
    HttpResponse<String> restored = service.post(path + "/restore", new byte[0]);
    assertThat(restored.statusCode()).isEqualTo(200);
    assertThat(json(restored).has("trashedAt")).isFalse();
    assertThat(json(service.get(MEDIA)).path("items")).hasSize(1);
  }

  @Test
  void purges_only_what_is_in_the_trash() {
    String path = service.upload("");
    assertProblem(service.delete(path + "?purge=true"), 409, MEDIA_NOT_IN_TRASH);
    service.delete(path);
    assertProblem(service.delete(path + "?purge=true", "If-Match", "\"1\""), 412, VERSION_STALE);
    HttpResponse<String> purged = service.delete(path + "?purge=true");
    assertThat(purged.statusCode()).isEqualTo(204);
    assertThat(purged.body()).isEmpty();
    assertProblem(service.get(path), 404, MEDIA_NOT_FOUND);
    assertProblem(service.delete(path + "?prune=true"), 400, FIELD_UNKNOWN);
    assertFieldProblem(service.delete(path + "?purge=yes"), 400, FIELD_INVALID, "purge");
  }
}
