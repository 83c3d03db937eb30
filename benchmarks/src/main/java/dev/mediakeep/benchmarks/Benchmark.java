package dev.mediakeep.benchmarks;

/** One thing that is measured, with its reference. */
interface Benchmark {
  /** What is measured against what, in a line. */
  String title();

  /**
   * Measures, and puts each side into the report.
   *
   * @param workplace where its files go
   * @throws MissingToolException when this machine has not got what it compares with
   */
  void run(Workplace workplace, Report report) throws Exception;
}
