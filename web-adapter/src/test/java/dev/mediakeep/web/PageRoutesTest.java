package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.ROUTE_NOT_FOUND;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageRoutesTest {
  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import)\\s*\\(?[\"']([^\"']+)[\"']");
  private static final Pattern MAPPING = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"(/[^\"]+)\"");

  private final TestService service = new TestService();

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void the_page_allows_its_own_files_and_import_map_only() throws Exception {
    HttpResponse<String> page = service.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    Matcher map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page.body());
    assertThat(map.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; script-src 'self' 'sha256-"
                + Base64.getEncoder().encodeToString(hash)
                + "'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(page.body()).doesNotContain("/assets/vendor/lit/index.js");
  }

  @Test
  void everything_that_the_page_imports_is_there() {
    String page = service.get("/").body();
    Deque<String> open = new ArrayDeque<>(Set.of("/assets/vendor/lit/index.js"));
    Matcher mapped = MAPPING.matcher(page);
    while (mapped.find()) {
      if (!mapped.group(2).endsWith("/")) {
        open.add(mapped.group(2));
      }
    }
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String path = open.pop();
      if (seen.add(path)) {
        HttpResponse<String> file = service.get(path);
        assertThat(file.statusCode()).as(path).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type"))
            .contains("text/javascript; charset=utf-8");
        Matcher imports = IMPORT.matcher(file.body());
        while (imports.find()) {
          open.add(resolve(path, imports.group(1)));
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(5);
  }

  /** As the contract's import map would, for what the vendors import. */
  private static String resolve(String from, String name) {
    if (name.startsWith(".")) {
      return java.net.URI.create(from).resolve(name).getPath();
    }
    String main =
        switch (name) {
          case "lit" -> "lit/index.js";
          case "lit-html" -> "lit-html/lit-html.js";
          case "lit-element" -> "lit-element/index.js";
          case "@lit/reactive-element" -> "@lit/reactive-element/reactive-element.js";
          default -> name;
        };
    return "/assets/vendor/" + main;
  }

  @Test
  void versioned_files_are_kept_for_good_and_others_checked() {
    HttpResponse<String> versioned = service.get("/assets/vendor/lit-html@3.3.2/lit-html.js");
    HttpResponse<String> plain = service.get("/assets/vendor/lit-html/lit-html.js");
    assertThat(versioned.headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(plain.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(plain.body()).isEqualTo(versioned.body());
    String etag = plain.headers().firstValue("ETag").orElseThrow();
    assertThat(
            service.get("/assets/vendor/lit-html/lit-html.js", "If-None-Match", etag).statusCode())
        .isEqualTo(304);
    assertThat(service.get("/", "If-None-Match", etag).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, gzip;q=0.5", "deflate , GZIP", "gzip; q=1.0"})
  void a_caller_that_takes_gzip_gets_it(String accepted) throws IOException {
    String path = "/assets/vendor/lit-html/lit-html.js";
    HttpResponse<byte[]> zipped = service.bytes(path, "Accept-Encoding", accepted);
    HttpResponse<byte[]> plain = service.bytes(path);
    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(zipped.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(plain.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(zipped.body().length).isLessThan(plain.body().length);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "gzip;q=0", "gzip;q=0.000", "xgzip"})
  void a_caller_that_takes_no_gzip_gets_none(String accepted) {
    HttpResponse<byte[]> plain =
        service.bytes("/assets/vendor/lit-html/lit-html.js", "Accept-Encoding", accepted);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets",
        "/assets/",
        "/assets/index.html",
        "/assets/nothing.js",
        "/assets/vendor/lit/package.json",
        "/assets/vendor/lit/node/index.js",
        "/assets/vendor/lit/development/index.js",
        "/assets/vendor/lit@9.9.9/index.js",
        "/assets/..%2fvendor.properties",
        "/assets/vendor/lit/..%2f..%2f..%2fHttpService.class",
        "/assets/%2e%2e/openapi.json",
        "/assets/page.css%00.js"
      })
  void nothing_else_is_served(String path) {
    RawHttp.Answer answer = RawHttp.get(service, path);
    assertThat(answer.status()).as(answer.text()).isIn(400, 404);
  }

  @Test
  void a_missing_file_is_a_problem() {
    assertProblem(service.get("/assets/nothing.js"), 404, ROUTE_NOT_FOUND);
  }
}
