package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a thousand listeners and five hundred waiting workers cost, and how soon progress comes. */
final class JobListeners implements Benchmark {
  private static final int LISTENERS = 1_000;
  private static final int POLLS = 500;
  private static final int WARM_UPS = 20;
  private static final int ROUNDS = 50;
  private static final long PAUSE_MILLIS = 100;
  private static final String LANE = "acme/film";
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
  private static final Pattern FENCE = Pattern.compile("\"fence\":(\\d+)");

  /** All come from one address here, which may have half of the places. */
  private static final Map<String, String> ROOM =
      Map.of("MEDIAKEEP_MAX_LISTENERS", "4000", "MEDIAKEEP_MAX_POLLS", "2000");

  @Override
  public String title() {
    return LISTENERS
        + " listeners and "
        + POLLS
        + " waiting workers: memory, and time to a listener";
  }

  /** A worker that has a job, and speaks to the service. */
  private record Worker(HttpClient client, String root, String job, long fence) {
    static Worker start(HttpClient client, String root) throws Exception {
      send(client, "PUT", root + "/lanes/" + LANE, "{\"maxRunning\":10}");
      String asked = "{\"lane\":\"" + LANE + "\",\"owner\":\"ada\",\"parameters\":{}}";
      String job = first(ID, send(client, "POST", root + "/jobs", asked));
      String claimed = send(client, "POST", root + "/jobs/claim", claim(0));
      return new Worker(client, root, job, Long.parseLong(first(FENCE, claimed)));
    }

    static String claim(long waitMillis) {
      return "{\"worker\":\"w\",\"lanes\":[\"" + LANE + "\"],\"waitMs\":" + waitMillis + "}";
    }

    void tellProgress() throws Exception {
      String now = String.valueOf(System.nanoTime());
      String told = "{\"percent\":50,\"message\":\"" + now + "\"}";
      String body = "{\"fence\":" + fence + ",\"progress\":" + told + "}";
      send(client, "POST", root + "/jobs/" + job + "/progress", body);
    }
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    try (Service service = Service.start(workplace, workplace.file("home"), ROOM);
        HttpClient client = HttpClient.newHttpClient()) {
      String root = "http://127.0.0.1:" + service.port() + "/api/v1";
      Worker worker = Worker.start(client, root);
      double before = service.memory().residentMegabytes();
      try (EventListeners listeners = EventListeners.open(service.port(), LISTENERS)) {
        List<CompletableFuture<?>> polls = poll(client, root);
        measure(worker, listeners, WARM_UPS);
        double with = service.memory().residentMegabytes();
        Samples latencies = measure(worker, listeners, ROUNDS);
        requireWaiting(polls);
        tell(report, latencies, before, with, service.memory().residentMegabytes());
      }
    }
  }

  private static Samples measure(Worker worker, EventListeners listeners, int rounds)
      throws Exception {
    listeners.forget();
    for (int round = 1; round <= rounds; round++) {
      worker.tellProgress();
      listeners.await(round * LISTENERS);
      Thread.sleep(PAUSE_MILLIS);
    }
    return listeners.latencies();
  }

  private static List<CompletableFuture<?>> poll(HttpClient client, String root) {
    List<CompletableFuture<?>> polls = new ArrayList<>();
    for (int number = 0; number < POLLS; number++) {
      HttpRequest request = request("POST", root + "/jobs/claim", Worker.claim(60_000));
      polls.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
    }
    return polls;
  }

  private static void requireWaiting(List<CompletableFuture<?>> polls) {
    long ended = polls.stream().filter(CompletableFuture::isDone).count();
    if (ended > 0) {
      throw new IllegalStateException(ended + " of the polls have ended");
    }
  }

  private static HttpRequest request(String verb, String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .method(verb, HttpRequest.BodyPublishers.ofString(body))
        .header("Content-Type", "application/json")
        .build();
  }

  private static String send(HttpClient client, String verb, String url, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request(verb, url, body), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(verb + " " + url + " was answered " + answer.body());
    }
    return answer.body();
  }

  private static String first(Pattern wanted, String text) throws IOException {
    Matcher found = wanted.matcher(text);
    if (!found.find()) {
      throw new IOException(wanted + " must be in the answer, was " + text);
    }
    return found.group(1);
  }

  private static void tell(
      Report report, Samples latencies, double before, double with, double after) {
    report.figure("from a worker's progress to a listener, all", Unit.MILLIS, latencies);
    for (double share : new double[] {0.5, 0.9, 0.99}) {
      report.figure(
          "  " + Math.round(share * 100) + " % within",
          Unit.MILLIS,
          Samples.of(List.of(latencies.quantile(share))));
    }
    report.figure("resident before", Unit.MEGABYTES, Samples.of(List.of(before)));
    report.figure("resident with all of them", Unit.MEGABYTES, Samples.of(List.of(with)));
    report.figure("resident at the end", Unit.MEGABYTES, Samples.of(List.of(after)));
    report.note("the time counts the commit of the progress, and the generator's reading of all");
  }
}
