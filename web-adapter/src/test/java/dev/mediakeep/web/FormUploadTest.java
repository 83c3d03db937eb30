package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.FIELD_INVALID;
import static dev.mediakeep.error.ErrorCode.FIELD_UNKNOWN;
import static dev.mediakeep.error.ErrorCode.REQUEST_MALFORMED;
import static dev.mediakeep.error.ErrorCode.REQUEST_TOO_LARGE;
import static dev.mediakeep.error.ErrorCode.UPLOAD_INTERRUPTED;
import static dev.mediakeep.web.ProblemAssert.assertFieldProblem;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static dev.mediakeep.web.TestService.MEDIA;
import static dev.mediakeep.web.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormUploadTest {
  private static final byte[] PNG = MagicProbe.png(90_000);
  private static final String FILE = "form-data; name=\"file\"; filename=\"a.png\"";
  private static final String METADATA = "form-data; name=\"metadata\"";

  private final TestService service = new TestService();

  @AfterEach
  void stop() {
    service.close();
  }

  private HttpResponse<String> post(FormBytes form) {
    return service.post(MEDIA, form.bytes(), "Content-Type", form.contentType());
  }

  @Test
  void takes_a_file_with_its_metadata() {
    String metadata =
        "{\"prompt\":\"p\",\"tags\":[\"a\"],\"seed\":5,\"parameters\":{\"k\":1},\"owner\":null}";
    HttpResponse<String> response =
        post(new FormBytes().part(METADATA, metadata).part(FILE, "image/png", PNG).end());
    JsonNode item = json(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(item.path("prompt").asText()).isEqualTo("p");
    assertThat(item.path("tags").toString()).isEqualTo("[\"a\"]");
    assertThat(item.path("owner").asText()).isEqualTo("anonymous");
    String content = item.path("links").path("content").asText();
    assertThat(service.bytes(content).body()).isEqualTo(PNG);
  }

  @Test
  void takes_a_file_alone_and_the_same_one_if_absent() {
    assertThat(post(new FormBytes().part(FILE, PNG).end()).statusCode()).isEqualTo(201);
    FormBytes again = new FormBytes().part(METADATA, "{\"ifAbsent\":true}").part(FILE, PNG).end();
    assertThat(post(again).statusCode()).isEqualTo(200);
    assertThat(service.items()).isEqualTo(1);
  }

  @Test
  void a_file_name_is_used_for_nothing() {
    String traversal = "form-data; name=\"file\"; filename=\"../../../etc/x; name=evil\"";
    HttpResponse<String> response = post(new FormBytes().part(traversal, PNG).end());
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).doesNotContain("etc");
    String content = json(response).path("links").path("content").asText();
    assertThat(service.bytes(content).headers().firstValue("Content-Disposition").orElseThrow())
        .doesNotContain("..");
  }

  @Test
  void preamble_and_epilogue_are_passed_over() {
    FormBytes form = new FormBytes().raw("This is a form.\r\n").part(FILE, PNG).end();
    assertThat(post(form.raw("\r\nthe end\r\n")).statusCode()).isEqualTo(201);
  }

  @Test
  void metadata_must_come_before_the_file() {
    HttpResponse<String> response =
        post(new FormBytes().part(FILE, PNG).part(METADATA, "{}").end());
    JsonNode problem = assertFieldProblem(response, 400, FIELD_INVALID, "metadata");
    assertThat(problem.path("detail").asText()).contains("before the file");
    assertThat(service.items()).isZero();
  }

  @Test
  void one_file_is_taken_at_a_time() {
    assertFieldProblem(
        post(new FormBytes().part(FILE, PNG).part(FILE, PNG).end()), 400, FIELD_INVALID, "file");
    assertFieldProblem(
        post(new FormBytes().part(METADATA, "{}").part(METADATA, "{}").end()),
        400,
        FIELD_INVALID,
        "metadata");
    assertThat(service.items()).isZero();
  }

  @Test
  void a_form_must_have_a_file_and_nothing_unknown() {
    assertFieldProblem(
        post(new FormBytes().part(METADATA, "{}").end()), 400, FIELD_INVALID, "file");
    assertFieldProblem(post(new FormBytes().end()), 400, FIELD_INVALID, "file");
    String other = "form-data; name=picture; filename=x.png";
    assertFieldProblem(post(new FormBytes().part(other, PNG).end()), 400, FIELD_UNKNOWN, "picture");
    assertFieldProblem(
        post(new FormBytes().part(FILE, PNG).part(other, PNG).end()),
        400,
        FIELD_UNKNOWN,
        "picture");
  }

  @Test
  void a_form_without_its_last_boundary_is_not_kept() {
    assertProblem(post(new FormBytes().part(FILE, PNG)), 400, UPLOAD_INTERRUPTED);
    FormBytes almost = new FormBytes().part(FILE, PNG).raw("\r\n--" + FormBytes.BOUNDARY + "-");
    assertProblem(post(almost), 400, UPLOAD_INTERRUPTED);
    assertThat(service.items()).isZero();
  }

  @Test
  void metadata_at_fault_names_its_field() {
    assertFieldProblem(
        post(new FormBytes().part(METADATA, "{\"seed\":\"x\"}").part(FILE, PNG).end()),
        400,
        FIELD_INVALID,
        "seed");
    assertFieldProblem(
        post(new FormBytes().part(METADATA, "[]").part(FILE, PNG).end()),
        400,
        FIELD_INVALID,
        "metadata");
    assertFieldProblem(
        post(new FormBytes().part(METADATA, "{\"tag\":[]}").part(FILE, PNG).end()),
        400,
        FIELD_UNKNOWN,
        "tag");
    String large = "{\"prompt\":\"" + "x".repeat(1_000_000) + "\"}";
    assertProblem(
        post(new FormBytes().part(METADATA, large).part(FILE, PNG).end()), 413, REQUEST_TOO_LARGE);
  }

  @Test
  void oversized_or_nameless_heads_are_refused() {
    String huge = FILE + "; x=\"" + "y".repeat(9_000) + "\"";
    assertProblem(post(new FormBytes().part(huge, PNG).end()), 400, REQUEST_MALFORMED);
    assertProblem(post(new FormBytes().part("form-data", PNG).end()), 400, REQUEST_MALFORMED);
    assertProblem(
        post(new FormBytes().part("attachment; name=\"file\"", PNG).end()), 400, REQUEST_MALFORMED);
    FormBytes preamble = new FormBytes().raw("x".repeat(9_000) + "\r\n").part(FILE, PNG).end();
    assertProblem(post(preamble), 400, REQUEST_MALFORMED);
  }

  @Test
  void a_form_takes_no_query_and_needs_a_boundary() {
    FormBytes form = new FormBytes().part(FILE, PNG).end();
    assertFieldProblem(
        service.post(MEDIA + "?prompt=x", form.bytes(), "Content-Type", form.contentType()),
        400,
        FIELD_INVALID,
        "prompt");
    assertFieldProblem(
        service.post(MEDIA, form.bytes(), "Content-Type", "multipart/form-data; boundary=\"\""),
        400,
        FIELD_INVALID,
        "Content-Type");
  }
}
