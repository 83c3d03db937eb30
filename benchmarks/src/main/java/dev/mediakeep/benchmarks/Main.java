package dev.mediakeep.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs one benchmark by its name, or names them all. */
final class Main {
  private static final int DONE = 0;
  private static final int UNKNOWN_NAME = 2;
  private static final int TARGET_MISSED = 4;
  private static final int TOOL_MISSING = 77;

  private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

  static {
    BENCHMARKS.put("catalog-add", new CatalogAdd());
    BENCHMARKS.put("upload", new Upload());
    BENCHMARKS.put("download", new Download());
    BENCHMARKS.put("gallery-page", new GalleryPage());
    BENCHMARKS.put("start", new Start());
    BENCHMARKS.put("writer", new WriterHandover());
    BENCHMARKS.put("jobs", new JobRate());
    BENCHMARKS.put("fair-claim", new FairClaim());
    BENCHMARKS.put("job-listeners", new JobListeners());
  }

  private Main() {}

  /** The root of the checkout, and the name of a benchmark. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Benchmark chosen = args.length == 2 ? BENCHMARKS.get(args[1]) : null;
    if (chosen == null) {
      BENCHMARKS.forEach((name, each) -> out.printf("%-14s %s%n", name, each.title()));
    }
    System.exit(chosen == null ? listing(args) : run(chosen, Path.of(args[0]), out));
  }

  private static int listing(String... args) {
    return args.length == 2 ? UNKNOWN_NAME : DONE;
  }

  private static int run(Benchmark benchmark, Path project, PrintStream out) throws Exception {
    out.println(benchmark.title());
    out.println(machine());
    out.println();
    Report report = new Report();
    try (Workplace workplace = Workplace.open(project)) {
      benchmark.run(workplace, report);
    } catch (MissingToolException e) {
      out.println(e.getMessage());
      return TOOL_MISSING;
    }
    report.print(out);
    return report.isMissed() ? TARGET_MISSED : DONE;
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + (" cores · JDK " + Runtime.version())
        + (" · " + System.getProperty("os.name") + " " + System.getProperty("os.version"))
        + (" " + System.getProperty("os.arch"));
  }
}
