package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.FIELD_INVALID;
import static dev.mediakeep.error.ErrorCode.RANGE_UNSATISFIABLE;
import static dev.mediakeep.error.ErrorCode.VERSION_STALE;
import static dev.mediakeep.web.ProblemAssert.assertFieldProblem;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentRoutesTest {
  private static final int SIZE = 300_000;

  private final TestService service = new TestService();
  private final byte[] file = MagicProbe.png(SIZE);
  private String item = "";
  private String content = "";
  private String etag = "";

  @BeforeAll
  void upload() {
    item = service.upload("", SIZE);
    content = item + "/content";
    etag = "\"" + TestService.json(service.get(item)).path("sha256").asText() + "\"";
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void sends_the_whole_file_with_its_headers() {
    HttpResponse<byte[]> response = service.bytes(content);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(file);
    assertHeader(response, "Content-Type", "image/png");
    assertHeader(response, "Content-Length", Integer.toString(SIZE));
    assertHeader(response, "ETag", etag);
    assertHeader(response, "Last-Modified", "Tue, 24 Nov 2026 05:00:00 GMT");
    assertHeader(response, "Accept-Ranges", "bytes");
    assertHeader(response, "Cache-Control", "private, max-age=31536000, immutable");
    assertHeader(response, "X-Content-Type-Options", "nosniff");
    assertHeader(response, "Cross-Origin-Resource-Policy", "same-origin");
    assertHeader(
        response, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    String name = item.substring(item.lastIndexOf('/') + 1) + ".png";
    assertHeader(response, "Content-Disposition", "inline; filename=\"" + name + "\"");
    HttpResponse<byte[]> download = service.bytes(content + "?download");
    assertHeader(download, "Content-Disposition", "attachment; filename=\"" + name + "\"");
    assertHeader(
        service.bytes(content + "?download=false"),
        "Content-Disposition",
        "inline; filename=\"" + name + "\"");
  }

  private static void assertHeader(HttpResponse<?> response, String name, String value) {
    assertThat(response.headers().allValues(name)).containsExactly(value);
  }

  @Test
  void head_has_the_headers_of_get() {
    HttpResponse<String> head = service.head(content);
    HttpResponse<byte[]> get = service.bytes(content);
    assertThat(head.body()).isEmpty();
    assertThat(head.statusCode()).isEqualTo(200);
    assertHeader(head, "Content-Length", Integer.toString(SIZE));
    assertThat(head.headers().map().keySet()).isEqualTo(get.headers().map().keySet());
    assertThat(service.head(content, "Range", "bytes=0-9").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99, 0, 99",
    "bytes=100-, 100, 299999",
    "bytes=299999-, 299999, 299999",
    "bytes=-1, 299999, 299999",
    "bytes=-400000, 0, 299999",
    "bytes=5-99999999999999999999, 5, 299999",
    "BYTES=0-1, 0, 1",
    "bytes=131071-131073, 131071, 131073",
    "bytes=000000000000000000000007-8, 7, 8",
  })
  void sends_a_part(String range, int first, int last) {
    HttpResponse<byte[]> response = service.bytes(content, "Range", range);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(file, first, last + 1));
    assertHeader(response, "Content-Range", "bytes " + first + "-" + last + "/" + SIZE);
    assertHeader(response, "Content-Length", Integer.toString(last - first + 1));
    assertHeader(response, "ETag", etag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,5-6",
        "bytes=-",
        "bytes=",
        "bytes=9-5",
        "bytes=a-b",
        "items=0-1",
        "bytes 0-1",
        ""
      })
  void sends_the_whole_for_ranges_it_does_not_take(String range) {
    HttpResponse<byte[]> response = service.bytes(content, "Range", range);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasSize(SIZE);
    assertThat(response.headers().firstValue("Content-Range")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=300000-", "bytes=300000-300001", "bytes=-0", "bytes=9999999999-"})
  void refuses_ranges_past_the_end(String range) {
    HttpResponse<String> response = service.get(content, "Range", range);
    assertProblem(response, 416, RANGE_UNSATISFIABLE);
    assertHeader(response, "Content-Range", "bytes */" + SIZE);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void a_part_is_sent_only_of_what_the_caller_knows() {
    String[] current = {etag, "Tue, 24 Nov 2026 05:00:00 GMT"};
    for (String ifRange : current) {
      assertThat(service.bytes(content, "Range", "bytes=0-1", "If-Range", ifRange).statusCode())
          .isEqualTo(206);
    }
    String[] other = {"\"x\"", "W/" + etag, "Tue, 24 Nov 2026 05:00:01 GMT", "rubbish"};
    for (String ifRange : other) {
      assertThat(service.bytes(content, "Range", "bytes=0-1", "If-Range", ifRange).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void sends_nothing_to_a_caller_that_has_it() {
    HttpResponse<byte[]> known = service.bytes(content, "If-None-Match", etag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertHeader(known, "ETag", etag);
    assertHeader(known, "Cache-Control", "private, max-age=31536000, immutable");
    assertThat(service.bytes(content, "If-None-Match", "W/" + etag).statusCode()).isEqualTo(304);
    assertThat(service.bytes(content, "If-None-Match", "*").statusCode()).isEqualTo(304);
    assertThat(service.bytes(content, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    String since = "If-Modified-Since";
    assertThat(service.bytes(content, since, "Tue, 24 Nov 2026 05:00:00 GMT").statusCode())
        .isEqualTo(304);
    assertThat(service.bytes(content, since, "Tue, 24 Nov 2026 04:59:59 GMT").statusCode())
        .isEqualTo(200);
    assertThat(service.bytes(content, since, "rubbish").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ETAG         | -                             | -    | 200
          *            | -                             | -    | 200
          "x", ETAG    | -                             | -    | 200
          ETAG         | -                             | ETAG | 304
          ETAG         | Tue, 24 Nov 2026 04:59:59 GMT | -    | 200
          "x"          | -                             | -    | 412
          "x"          | -                             | ETAG | 412
          W/ETAG       | -                             | -    | 412
          "x"          | Tue, 24 Nov 2026 05:00:00 GMT | -    | 412
          rubbish      | -                             | -    | 400
          -            | Tue, 24 Nov 2026 05:00:00 GMT | -    | 200
          -            | Tue, 24 Nov 2026 04:59:59 GMT | -    | 412
          -            | Tue, 24 Nov 2026 04:59:59 GMT | ETAG | 412
          -            | rubbish                       | -    | 200
          """)
  void sends_only_the_bytes_that_the_caller_expects(
      String match, String unmodified, String noneMatch, int status) {
    List<String> headers = new ArrayList<>(List.of("Range", "bytes=0-9"));
    addHeader(headers, "If-Match", match);
    addHeader(headers, "If-Unmodified-Since", unmodified);
    addHeader(headers, "If-None-Match", noneMatch);
    HttpResponse<String> response = service.get(content, headers.toArray(String[]::new));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status == 200 ? 206 : status);
    assertThat(service.head(content, headers.toArray(String[]::new)).statusCode())
        .isEqualTo(status);
    if (status == 412) {
      String field = match == null ? "If-Unmodified-Since" : "If-Match";
      assertFieldProblem(response, 412, VERSION_STALE, field);
    }
  }

  private void addHeader(List<String> headers, String name, String value) {
    if (value != null) {
      headers.addAll(List.of(name, value.replace("ETAG", etag)));
    }
  }

  @Test
  void the_connection_lives_on_after_head_and_304() {
    try (RawHttp http = new RawHttp(service)) {
      String host = " HTTP/1.1\r\nHost: localhost\r\n";
      http.send("HEAD " + content + host + "\r\n");
      http.send("GET " + content + host + "If-None-Match: " + etag + "\r\n\r\n");
      http.send("GET " + content + host + "Range: bytes=0-3\r\n\r\n");
      assertThat(headOf(http)).startsWith("HTTP/1.1 200");
      assertThat(headOf(http)).startsWith("HTTP/1.1 304");
      assertThat(http.answer().body()).isEqualTo(Arrays.copyOf(file, 4));
    }
  }

  private static String headOf(RawHttp http) {
    try {
      return http.head();
    } catch (java.io.IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Test
  void knows_no_other_parameter_value() {
    assertFieldProblem(service.get(content + "?download=maybe"), 400, FIELD_INVALID, "download");
  }
}
