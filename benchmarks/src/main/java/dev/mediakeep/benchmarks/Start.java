package dev.mediakeep.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From executing {@code ./mediakeep serve} to the first 200, with and without the AOT cache. */
final class Start implements Benchmark {
  private static final int ITEMS = 300;
  private static final int CLIENTS = 8;
  private static final int CREATED = 201;
  private static final int FIRST_JDK_WITH_CACHE = 25;
  private static final Duration UNTIL_SETTLED = Duration.ofSeconds(1);
  private static final Map<String, String> NO_CACHE = Map.of("MEDIAKEEP_NO_AOT", "1");
  private static final Map<String, String> WITH_CACHE = Map.of();
  private static final Rounds ROUNDS = new Rounds(1, 9);

  /** The memory of each start of one kind. */
  private record Residents(List<Double> megabytes) {
    Residents() {
      this(new ArrayList<>());
    }
  }

  @Override
  public String title() {
    return "./mediakeep serve on an existing home until the first 200, against no AOT cache";
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    if (Runtime.version().feature() < FIRST_JDK_WITH_CACHE) {
      throw new MissingToolException("a JDK with an ahead-of-time cache", "JDK 25 or newer");
    }
    Path home = workplace.file("home");
    fill(workplace, home);
    Residents plain = new Residents();
    Residents cached = new Residents();
    Rounds.Pair times =
        ROUNDS.run(
            () -> start(workplace, home, NO_CACHE, plain),
            () -> start(workplace, home, WITH_CACHE, cached));
    report.reference("without AOT cache", Unit.MILLIS, times.reference());
    report.compared(
        "with AOT cache", Unit.MILLIS, times.subject(), times.reference(), new Target.AtMost(0.6));
    Samples plainMemory = Samples.of(plain.megabytes());
    report.reference("resident after 1 s, without", Unit.MEGABYTES, plainMemory);
    report.compared(
        "resident after 1 s, with",
        Unit.MEGABYTES,
        Samples.of(cached.megabytes()),
        plainMemory,
        new Target.None());
    report.note("the home has " + ITEMS + " items; the 200 is that of /health/ready");
  }

  private static void fill(Workplace workplace, Path home) throws Exception {
    Jpegs jpegs = Jpegs.make();
    try (Service service = Service.start(workplace, home)) {
      Clients.rate(
          service.port(),
          CLIENTS,
          ITEMS,
          CREATED,
          number -> {
            byte[] file = jpegs.template();
            return connection -> {
              jpegs.renew(file);
              return connection.send("POST", "/api/v1/media", "image/jpeg", file);
            };
          });
    }
  }

  private static double start(
      Workplace workplace, Path home, Map<String, String> environment, Residents residents)
      throws Exception {
    try (Service service = Service.start(workplace, home, environment)) {
      Thread.sleep(UNTIL_SETTLED);
      residents.megabytes().add(service.memory().residentMegabytes());
      return service.startTime().toNanos() / 1e6;
    }
  }
}
