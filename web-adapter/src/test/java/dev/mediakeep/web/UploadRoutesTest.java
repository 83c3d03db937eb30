package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.FIELD_INVALID;
import static dev.mediakeep.error.ErrorCode.FIELD_UNKNOWN;
import static dev.mediakeep.error.ErrorCode.MEDIA_EMPTY;
import static dev.mediakeep.error.ErrorCode.MEDIA_TOO_LARGE;
import static dev.mediakeep.error.ErrorCode.MEDIA_TYPE_MISMATCH;
import static dev.mediakeep.error.ErrorCode.MEDIA_TYPE_UNKNOWN;
import static dev.mediakeep.error.ErrorCode.PARENT_UNKNOWN;
import static dev.mediakeep.error.ErrorCode.REQUEST_TOO_LARGE;
import static dev.mediakeep.web.ProblemAssert.assertFieldProblem;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static dev.mediakeep.web.TestService.IMAGE_LIMIT;
import static dev.mediakeep.web.TestService.MEDIA;
import static dev.mediakeep.web.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadRoutesTest {
  private final TestService service = new TestService();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void an_upload_is_created_where_its_location_says() {
    byte[] file = MagicProbe.png(70_000);
    HttpResponse<String> response = service.post(MEDIA, file, "Content-Type", "image/png");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("ETag")).contains("\"1\"");
    String location = response.headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo(MEDIA + "/" + json(response).path("id").asText());
    assertThat(service.get(location).body()).isEqualTo(response.body());
    assertThat(service.bytes(location + "/content").body()).isEqualTo(file);
  }

  @Test
  void takes_chunks_without_a_length() {
    byte[] file = MagicProbe.png(300_000);
    HttpResponse<String> response =
        service.send(
            service
                .request(MEDIA)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file))));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(json(response).path("bytes").asInt()).isEqualTo(300_000);
  }

  @Test
  void answers_with_the_existing_item_when_asked_to() {
    byte[] file = MagicProbe.png(500);
    HttpResponse<String> first = service.post(MEDIA + "?ifAbsent=true", file);
    HttpResponse<String> second = service.post(MEDIA + "?ifAbsent", file);
    HttpResponse<String> third = service.post(MEDIA, file);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(third.statusCode()).isEqualTo(201);
    assertThat(service.items()).isEqualTo(2);
  }

  @Test
  void keeps_every_field_of_the_query() {
    String parent = service.upload("");
    String id = parent.substring(parent.lastIndexOf('/') + 1);
    String job = "01930000-0000-7000-8000-000000000001";
    String path =
        service.upload(
            "?owner=ann&visibility=unlisted&prompt=p&negativePrompt=n&model=m&provider=v&seed=7"
                + "&parameters=%7B%7D&tag=a&tag=b&starred=false&client=c&job="
                + job
                + "&parent="
                + id);
    JsonNode item = json(service.get(path));
    assertThat(item.path("owner").asText()).isEqualTo("ann");
    assertThat(item.path("visibility").asText()).isEqualTo("unlisted");
    assertThat(item.path("negativePrompt").asText()).isEqualTo("n");
    assertThat(item.path("provider").asText()).isEqualTo("v");
    assertThat(item.path("parent").asText()).isEqualTo(id);
    assertThat(item.path("job").asText()).isEqualTo(job);
    assertThat(item.path("client").asText()).isEqualTo("c");
    assertThat(item.path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?seed=x                     | FIELD_INVALID  | seed
          ?seed=1&seed=2              | FIELD_INVALID  | seed
          ?seed=%D9%A3                | FIELD_INVALID  | seed
          ?seed=%2B1                  | FIELD_INVALID  | seed
          ?seed=                      | FIELD_INVALID  | seed
          ?seed=--1                   | FIELD_INVALID  | seed
          ?seed=9223372036854775808   | FIELD_INVALID  | seed
          ?parameters=%7B%22a%22:1,%22%5Cu0061%22:2%7D | FIELD_INVALID  | parameters
          ?visibility=Public          | FIELD_INVALID  | visibility
          ?starred=maybe              | FIELD_INVALID  | starred
          ?parameters=%5B%5D          | FIELD_INVALID  | parameters
          ?parameters=%7B             | FIELD_INVALID  | parameters
          ?tag=                       | FIELD_INVALID  | tag
          ?owner=%0A                  | FIELD_INVALID  | owner
          ?parent=x                   | FIELD_INVALID  | parent
          ?job=x                      | FIELD_INVALID  | job
          ?client=%00                 | FIELD_INVALID  | client
          ?prompt=%ED%A0%80           | FIELD_INVALID  | prompt
          ?tags=a                     | FIELD_UNKNOWN  | tags
          ?parent=00000000-0000-7000-8000-000000000000 | PARENT_UNKNOWN | parent
          """)
  void names_the_parameter_at_fault_and_keeps_nothing(String query, String code, String field) {
    HttpResponse<String> response = service.post(MEDIA + query, MagicProbe.png(100));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).path("code").asText()).isEqualTo(code);
    assertThat(json(response).path("field").asText()).isEqualTo(field);
    assertThat(service.items()).isZero();
  }

  @Test
  void refuses_what_is_no_medium() {
    byte[] text = "hello, this is text".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertProblem(service.post(MEDIA, text), 415, MEDIA_TYPE_UNKNOWN);
    assertProblem(service.post(MEDIA, new byte[0]), 400, MEDIA_EMPTY);
    byte[] png = MagicProbe.png(100);
    assertProblem(service.post(MEDIA, png, "Content-Type", "image/jpeg"), 415, MEDIA_TYPE_MISMATCH);
    assertProblem(service.post(MEDIA, png, "Content-Type", "text/html"), 415, MEDIA_TYPE_UNKNOWN);
    assertThat(service.post(MEDIA, png, "Content-Type", "application/octet-stream").statusCode())
        .isEqualTo(201);
  }

  @Test
  void refuses_what_is_too_large_and_still_answers() {
    byte[] large = MagicProbe.png((int) IMAGE_LIMIT + 1);
    assertProblem(service.post(MEDIA, large), 413, MEDIA_TOO_LARGE);
    HttpResponse<String> chunked =
        service.send(
            service
                .request(MEDIA)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
    assertProblem(chunked, 413, MEDIA_TOO_LARGE);
    byte[] limit = MagicProbe.png((int) IMAGE_LIMIT);
    assertThat(service.post(MEDIA, limit).statusCode()).isEqualTo(201);
    assertThat(service.items()).isEqualTo(1);
  }

  @Test
  void refuses_a_declared_length_past_all_limits_at_once() {
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer answer =
          http.send(
                  "POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n")
              .answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text())
          .contains(REQUEST_TOO_LARGE.name())
          .contains("problem+json")
          .contains("body must have at most 4000000 bytes, declared were 5000000");
      assertThat(http.isEnded()).isTrue();
    }
  }

  @Test
  void refuses_before_it_lets_the_sender_begin() {
    assertRefusedUnread("?seed=x", "Content-Length: 100", FIELD_INVALID.name());
    assertRefusedUnread("?colour=x", "Content-Length: 100", FIELD_UNKNOWN.name());
    assertRefusedUnread("", "Content-Length: 3000000", MEDIA_TOO_LARGE.name());
    assertRefusedUnread(
        "", "Content-Length: 100\r\nContent-Type: text/plain", MEDIA_TYPE_UNKNOWN.name());
    assertRefusedUnread(
        "", "Content-Length: 100\r\nContent-Type: multipart/form-data", FIELD_INVALID.name());
  }

  private void assertRefusedUnread(String query, String headers, String code) {
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer answer =
          http.send(
                  "POST /api/v1/media"
                      + query
                      + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                      + headers
                      + "\r\n\r\n")
              .answer();
      assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
      assertThat(answer.text()).contains(code).containsIgnoringCase("connection: close");
      assertThat(http.isEnded()).isTrue();
    }
  }

  @Test
  void lets_the_sender_begin_when_it_waits_for_leave() {
    byte[] file = MagicProbe.png(100);
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer leave =
          http.send(
                  "POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                      + "Content-Length: 100\r\n\r\n")
              .answer();
      assertThat(leave.status()).isEqualTo(100);
      assertThat(http.send(file).answer().status()).isEqualTo(201);
    }
  }

  @Test
  void a_refused_body_is_never_taken_for_a_request() {
    String smuggled = "DELETE /api/v1/media/x HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer answer =
          http.send(
                  "POST /api/v1/media?seed=x HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                      + smuggled.length()
                      + "\r\n\r\n"
                      + smuggled)
              .answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(http.isEnded()).isTrue();
    }
  }

  @Test
  void tells_the_field_when_an_unknown_parent_is_named() {
    HttpResponse<String> response =
        service.post(MEDIA + "?parent=00000000-0000-7000-8000-000000000000", MagicProbe.png(100));
    assertFieldProblem(response, 400, PARENT_UNKNOWN, "parent");
  }
}
