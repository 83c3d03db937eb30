package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Content as it is served, against nginx with sendfile: many small ones, and one of 1 GB. */
final class Download implements Benchmark {
  private static final int CLIENTS = 32;
  private static final int REQUESTS = 20_000;
  private static final int OK = 200;
  private static final Rounds MANY_SMALL = new Rounds(5, 7);
  private static final Rounds ONE_LARGE = new Rounds(1, 5);
  private static final int FILM_BYTES = 1_000_000_000;
  private static final double NANOS_PER_MICRO = 1e3;

  @Override
  public String title() {
    return "GET of a 220 KB image by 32 clients and of a 1 GB video, against nginx with sendfile";
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    try (Nginx nginx = Nginx.start(workplace.folder("nginx"));
        Service service = Service.start(workplace, workplace.file("home"))) {
      many(nginx, service, report);
      one(workplace, nginx, service, report);
    }
  }

  private static void many(Nginx nginx, Service service, Report report) throws Exception {
    byte[] picture = Jpegs.make().template();
    Files.write(nginx.root().resolve("picture.jpg"), picture);
    String content;
    try (Connection connection = Connection.open(service.port())) {
      content = contentOf(connection.send("POST", "/api/v1/media", "image/jpeg", picture));
    }
    Rounds.Pair pair =
        MANY_SMALL.run(
            () -> rate(nginx.port(), "/picture.jpg"), () -> rate(service.port(), content));
    report.reference("nginx, 220 KB", Unit.PER_SECOND, pair.reference());
    report.compared(
        "mediakeep, 220 KB",
        Unit.PER_SECOND,
        pair.subject(),
        pair.reference(),
        new Target.AtLeast(0.4));
  }

  private static double rate(int port, String path) throws Exception {
    return Clients.rate(port, CLIENTS, REQUESTS, OK, number -> connection -> connection.get(path));
  }

  private static void one(Workplace workplace, Nginx nginx, Service service, Report report)
      throws Exception {
    Path sample = workplace.project().resolve("examples/media/zoom.mp4");
    Path film = LongFilm.make(sample, nginx.root().resolve("film.mp4"), FILM_BYTES);
    double before = service.memory().residentMegabytes();
    service.forgetPeak();
    String content = upload(service, film);
    double uploading = service.memory().peakMegabytes();
    service.forgetPeak();
    Rounds.Pair pair =
        ONE_LARGE.run(() -> speed(nginx.port(), "/film.mp4"), () -> speed(service.port(), content));
    report.reference("nginx, 1 GB", Unit.MEGABYTES_PER_SECOND, pair.reference());
    report.compared(
        "mediakeep, 1 GB",
        Unit.MEGABYTES_PER_SECOND,
        pair.subject(),
        pair.reference(),
        new Target.None());
    memory(report, "mediakeep, resident before the 1 GB", before);
    memory(report, "mediakeep, peak while it came in", uploading);
    memory(report, "mediakeep, peak while it went out", service.memory().peakMegabytes());
  }

  private static void memory(Report report, String name, double megabytes) {
    report.figure(name, Unit.MEGABYTES, Samples.of(List.of(megabytes)));
  }

  private static String upload(Service service, Path film) throws IOException {
    try (Connection connection = Connection.open(service.port());
        InputStream bytes = Files.newInputStream(film)) {
      return contentOf(
          connection.send("POST", "/api/v1/media", "video/mp4", Files.size(film), bytes));
    }
  }

  private static String contentOf(Connection.Answer answer) {
    return answer.location().orElseThrow() + "/content";
  }

  private static double speed(int port, String path) throws IOException {
    try (Connection connection = Connection.open(port)) {
      long start = System.nanoTime();
      Connection.Answer answer = connection.get(path);
      if (answer.bytes() != FILM_BYTES) {
        throw new IllegalStateException("the film must come whole, was " + answer);
      }
      return answer.bytes() * NANOS_PER_MICRO / (System.nanoTime() - start);
    }
  }
}
