package dev.mediakeep.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Unique JPEGs, each answered when it is on disk, against nginx's PUT, which syncs nothing. */
final class Upload implements Benchmark {
  private static final int CLIENTS = 8;
  private static final int FILES = 2_000;
  private static final Rounds ROUNDS = new Rounds(2, 7);
  private static final int WARM_UP_FILES = 24_000;
  private static final int RAW_ROUNDS = 5;
  private static final int CREATED = 201;

  @Override
  public String title() {
    return "upload of unique 220 KB JPEGs by 8 clients, against nginx's PUT";
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    Jpegs jpegs = Jpegs.make();
    try (Nginx nginx = Nginx.start(workplace.folder("nginx"));
        Service service = Service.start(workplace, workplace.file("home"))) {
      warmUp(service);
      Rounds.Pair pair = ROUNDS.run(() -> put(nginx, jpegs), () -> post(service, jpegs));
      report.reference("nginx PUT", Unit.PER_SECOND, pair.reference());
      report.compared(
          "mediakeep POST /api/v1/media",
          Unit.PER_SECOND,
          pair.subject(),
          pair.reference(),
          new Target.AtLeast(0.4));
      report.compared(
          "the files' steps alone, in plain Java",
          Unit.PER_SECOND,
          keep(RawFiles.in(workplace.folder("raw")), jpegs),
          pair.reference(),
          new Target.None());
      report.figure(
          "mediakeep, resident after it",
          Unit.MEGABYTES,
          Samples.of(List.of(service.memory().residentMegabytes())));
    }
    report.note(WARM_UP_FILES + " uploads of 4 KB warm the service up first");
    report.note("each round " + FILES + " files over 8 connections that are kept alive; before it");
    report.note("all that was written is synced, so that neither pays for the other's writes, and");
    report.note("nothing is deleted: ext4 is slow to give out inodes that were freed just before");
  }

  /** The JVM compiles what it runs often; that takes some 20,000 uploads. */
  private static void warmUp(Service service) throws Exception {
    Jpegs small = Jpegs.small();
    Clients.rate(service.port(), CLIENTS, WARM_UP_FILES, CREATED, number -> poster(small));
  }

  private static Samples keep(RawFiles files, Jpegs jpegs) throws Exception {
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < RAW_ROUNDS; round++) {
      Workplace.settle();
      rates.add(files.rate(CLIENTS, FILES, jpegs));
    }
    return Samples.of(rates);
  }

  private static double put(Nginx nginx, Jpegs jpegs) throws Exception {
    Workplace.settle();
    return Clients.rate(nginx.port(), CLIENTS, FILES, CREATED, number -> putter(jpegs));
  }

  private static Clients.Client putter(Jpegs jpegs) {
    byte[] file = jpegs.template();
    return connection ->
        connection.send("PUT", "/" + jpegs.renew(file) + ".jpg", "image/jpeg", file);
  }

  private static double post(Service service, Jpegs jpegs) throws Exception {
    Workplace.settle();
    return Clients.rate(service.port(), CLIENTS, FILES, CREATED, number -> poster(jpegs));
  }

  private static Clients.Client poster(Jpegs jpegs) {
    byte[] file = jpegs.template();
    return connection -> {
      jpegs.renew(file);
      return connection.send("POST", "/api/v1/media", "image/jpeg", file);
    };
  }
}
