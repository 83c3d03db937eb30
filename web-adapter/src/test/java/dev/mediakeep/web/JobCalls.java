package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Calls about jobs that a test makes of a service, with what they mostly have. */
final class JobCalls {
  static final String JOBS = "/api/v1/jobs";
  static final String LANE = "acme/film-1";

  private final TestService service;

  /** Calls of a service in which the lane is made. */
  JobCalls(TestService service) {
    this.service = service;
    assertThat(service.put("/api/v1/lanes/" + LANE, "{}").statusCode()).isEqualTo(200);
  }

  /** Asks for a job of Ada's, and returns its id. */
  String ask() {
    return ask("");
  }

  /** The same with more members, each with a comma before it. */
  String ask(String more) {
    HttpResponse<String> response = post("", request(more));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return TestService.json(response).path("id").asText();
  }

  static String request(String more) {
    return "{\"owner\":\"ada\",\"lane\":\"" + LANE + "\"" + more + "}";
  }

  /** Posts to a path below that of all jobs. */
  HttpResponse<String> post(String path, String body, String... headers) {
    return service.postJson(JOBS + path, body, headers);
  }

  HttpResponse<String> command(JsonNode job, String name, String more) {
    return command(job.path("id").asText(), name, job.path("fence").asLong(), more);
  }

  HttpResponse<String> command(String id, String name, long fence, String more) {
    return post("/" + id + "/" + name, "{\"fence\":" + fence + more + "}");
  }

  /** What the worker is told when his command is followed. */
  JsonNode followed(JsonNode job, String name, String more) {
    HttpResponse<String> response = command(job, name, more);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return TestService.json(response);
  }

  JsonNode find(String id) {
    return TestService.json(service.get(JOBS + "/" + id));
  }

  static String claimOf(String worker, String more) {
    return "{\"worker\":\"" + worker + "\",\"lanes\":[\"" + LANE + "\"]" + more + "}";
  }

  /** Takes the only job there is. */
  JsonNode claimOne() {
    JsonNode items = items(post("/claim", claimOf("w", "")));
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  static JsonNode items(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return TestService.json(response).path("items");
  }

  /** A poll that waits up to a minute. */
  CompletableFuture<HttpResponse<String>> poll(String worker) {
    return poll(worker, ",\"waitMs\":60000");
  }

  CompletableFuture<HttpResponse<String>> poll(String worker, String more) {
    return service
        .client()
        .sendAsync(
            service
                .request(JOBS + "/claim")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(claimOf(worker, more)))
                .build(),
            BodyHandlers.ofString());
  }

  /** A job that runs at the provider and is in a worker's hands to be polled. */
  JsonNode polled() {
    ask();
    JsonNode job = claimOne();
    followed(job, "intent", "");
    followed(job, "submitted", ",\"handle\":\"op-1\",\"nextPollInMs\":0");
    return claimOne();
  }
}
