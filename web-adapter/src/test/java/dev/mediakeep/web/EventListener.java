package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of a stream of events. */
final class EventListener implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final InputStream body;
  private final BlockingQueue<Optional<Event>> heard = new LinkedBlockingQueue<>();

  /** An event, or a comment, whose name is empty. */
  record Event(String id, String name, String data) {
    long number() {
      return Long.parseLong(id);
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(data);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + data, e);
      }
    }
  }

  private EventListener(InputStream body) {
    this.body = body;
  }

  static EventListener open(TestService service, String path, String... headers) {
    HttpRequest.Builder request = service.request(path);
    HttpResponse<InputStream> response =
        service.send(
            headers.length == 0 ? request : request.headers(headers), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    EventListener listener = new EventListener(response.body());
    Thread.startVirtualThread(listener::read);
    return listener;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String id = "";
      String name = "";
      String data = "";
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith(":")) {
          heard.add(Optional.of(new Event("", "", "")));
        } else if (line.isEmpty() && !name.isEmpty()) {
          heard.add(Optional.of(new Event(id, name, data)));
          name = "";
        }
        line = lines.readLine();
      }
      heard.add(Optional.empty());
    } catch (IOException e) {
      heard.add(Optional.empty());
    }
  }

  Event next() {
    return poll().orElseThrow(() -> new AssertionError("the stream has ended"));
  }

  List<Event> next(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  /** Waits for the end, and makes sure that nothing comes before it. */
  void assertEnded() {
    assertThat(poll()).isEmpty();
  }

  private Optional<Event> poll() {
    try {
      Optional<Event> event = heard.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("nothing came in time").isNotNull();
      return event;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
