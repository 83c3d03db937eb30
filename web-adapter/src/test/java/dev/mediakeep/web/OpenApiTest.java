package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.MediaSort;
import dev.mediakeep.media.Visibility;
import dev.mediakeep.webhook.Delivery;
import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final Set<String> VERBS = Set.of("get", "head", "post", "patch", "delete", "put");

  private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

  private final TestService service = new TestService();
  private final JsonNode description = TestService.json(service.get("/openapi.json"));
  private final List<Route> routes =
      Routing.of(
              HttpConfig.ofDefaults(),
              true,
              service.library,
              JobParts.open(service.jobs, service.operations),
              new ServiceState())
          .routes();

  @AfterAll
  void stop() {
    service.close();
  }

  private static String pathOf(Route route) {
    return route.path().replace("/*", "/{path}").replace("{+", "{");
  }

  @Test
  void describes_exactly_the_routes_that_there_are() {
    Set<String> served = new TreeSet<>();
    for (Route route : routes) {
      for (Method method : route.methods()) {
        served.add(method.text().toLowerCase(Locale.ROOT) + " " + pathOf(route));
      }
    }
    Set<String> described = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> {
                  if (VERBS.contains(verb)) {
                    described.add(verb + " " + path.getKey());
                  }
                }));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void describes_exactly_the_query_parameters_that_are_taken() {
    for (Route route : routes) {
      for (Method method : route.methods()) {
        assertThat(named(operation(route, method), "query"))
            .as("%s %s", method, route.path())
            .isEqualTo(new TreeSet<>(route.parameters()));
      }
    }
  }

  private JsonNode operation(Route route, Method method) {
    return description
        .path("paths")
        .path(pathOf(route))
        .path(method.text().toLowerCase(Locale.ROOT));
  }

  private static Set<String> named(JsonNode operation, String place) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals(place)) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  @Test
  void lists_the_constants_of_the_domain() {
    assertThat(constants("ErrorCode"))
        .isEqualTo(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
    assertThat(constants("Kind")).isEqualTo(lower(MediaKind.values()));
    assertThat(constants("Format")).isEqualTo(lower(MediaFormat.values()));
    assertThat(constants("Visibility")).isEqualTo(lower(Visibility.values()));
    assertThat(constants("JobState")).isEqualTo(lower(JobState.Kind.values()));
    assertThat(constants("JobCommand")).isEqualTo(lower(JobCommand.Kind.values()));
    assertThat(constants("WebhookState")).isEqualTo(lower(Delivery.State.Kind.values()));
    assertThat(constants("FindingKind")).isEqualTo(lower(ReconcileReport.Kind.values()));
    assertThat(constants("FailureClass")).isEqualTo(lower(FailureClass.values()));
    JsonNode parameters =
        description.path("paths").path("/api/v1/media").path("get").path("parameters");
    for (JsonNode parameter : parameters) {
      if (parameter.path("name").asText().equals("sort")) {
        assertThat(texts(parameter.path("schema").path("enum")))
            .isEqualTo(lower(MediaSort.values()));
      }
    }
  }

  private static List<String> lower(Enum<?>[] values) {
    return Stream.of(values).map(Fields::nameOf).toList();
  }

  private List<String> constants(String schema) {
    return texts(description.path("components").path("schemas").path(schema).path("enum"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  @Test
  void lists_the_fields_that_bodies_may_have() {
    assertThat(fields("Metadata")).isEqualTo(new TreeSet<>(UploadFields.METADATA));
    assertThat(fields("Patch")).isEqualTo(new TreeSet<>(MediaPatch.FIELDS));
    assertThat(fields("NewJob")).isEqualTo(new TreeSet<>(JobFields.ALL));
    assertThat(fields("Finding")).isEqualTo(new TreeSet<>(JobRoutes.FINDING));
    assertThat(fields("LaneRule")).isEqualTo(new TreeSet<>(LaneRoutes.RULE));
    assertThat(fields("Claim")).isEqualTo(new TreeSet<>(ClaimOrder.FIELDS));
    assertThat(fields("Fence")).isEqualTo(new TreeSet<>(WorkerFields.FENCE));
    assertThat(fields("Heartbeat")).isEqualTo(new TreeSet<>(WorkerFields.HEARTBEAT));
    assertThat(fields("ToldProgress")).isEqualTo(new TreeSet<>(WorkerFields.HEARTBEAT));
    assertThat(fields("Progress")).isEqualTo(new TreeSet<>(WorkerFields.PROGRESS));
    assertThat(fields("Submitted")).isEqualTo(new TreeSet<>(WorkerFields.SUBMITTED));
    assertThat(fields("Wait")).isEqualTo(new TreeSet<>(WorkerFields.WAIT));
    assertThat(fields("Doubt")).isEqualTo(new TreeSet<>(WorkerFields.DOUBT));
    assertThat(fields("Complete")).isEqualTo(new TreeSet<>(WorkerFields.COMPLETE));
    assertThat(fields("Fail")).isEqualTo(new TreeSet<>(WorkerFields.FAIL));
  }

  private Set<String> fields(String schema) {
    Set<String> names = new TreeSet<>();
    description
        .path("components")
        .path("schemas")
        .path(schema)
        .path("properties")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  @Test
  void an_item_has_no_field_that_is_not_described() {
    String path =
        service.upload(
            "?prompt=p&negativePrompt=n&model=m&provider=v&seed=1&parameters=%7B%7D&tag=a"
                + "&client=c&job=01930000-0000-7000-8000-000000000001");
    service.delete(path);
    JsonNode item = TestService.json(service.get(path));
    Set<String> names = new TreeSet<>();
    item.fieldNames().forEachRemaining(names::add);
    assertThat(fields("Media")).containsAll(names);
    Set<String> absent = new TreeSet<>(fields("Media"));
    absent.removeAll(names);
    assertThat(absent).containsExactly("durationMs", "parent");
    assertThat(texts(schema("Media").path("required"))).allMatch(names::contains);
  }

  private JsonNode schema(String name) {
    return description.path("components").path("schemas").path(name);
  }

  @Test
  void says_of_each_operation_what_is_refused_before_it() {
    String refusals = description.at("/components/responses/Unread/description").asText();
    for (int status : new int[] {400, 405, 413, 414, 415, 431, 501}) {
      assertThat(refusals).contains(status + ": ");
    }
    for (Route route : routes) {
      for (Method method : route.methods()) {
        assertThat(operation(route, method).at("/responses/default/$ref").asText())
            .isEqualTo("#/components/responses/Unread");
      }
    }
  }

  @Test
  void says_where_a_full_disk_is_felt() {
    for (Route route : routes) {
      for (Method method : route.methods()) {
        assertThat(operation(route, method).path("responses").has("507"))
            .as("%s %s", method, route.path())
            .isEqualTo(!READING.contains(method) || route.path().equals("/health/ready"));
      }
    }
  }

  @Test
  void ranges_are_defined_for_get_only() {
    JsonNode content = description.path("paths").path("/api/v1/media/{id}/content");
    assertThat(named(content.path("get"), "header"))
        .containsExactly(
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "If-Unmodified-Since",
            "Range");
    assertThat(named(content.path("head"), "header"))
        .containsExactly("If-Match", "If-Modified-Since", "If-None-Match", "If-Unmodified-Since");
    for (String status : new String[] {"206", "416"}) {
      assertThat(content.path("get").path("responses").has(status)).isTrue();
      assertThat(content.path("head").path("responses").has(status)).isFalse();
    }
  }

  @Test
  void is_well_formed() {
    assertThat(description.path("openapi").asText()).isEqualTo("3.1.0");
    for (JsonNode reference : description.findValues("$ref")) {
      String pointer = reference.asText().substring(1);
      assertThat(description.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
    Collection<String> ids = description.findValuesAsText("operationId");
    assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
    for (JsonNode responses : description.findValues("responses")) {
      for (JsonNode response : responses) {
        assertThat(response.has("description") || response.has("$ref")).isTrue();
      }
    }
    for (var path : description.path("paths").properties()) {
      boolean named = path.getKey().contains("{");
      assertThat(path.getValue().has("parameters")).as(path.getKey()).isEqualTo(named);
    }
  }
}
