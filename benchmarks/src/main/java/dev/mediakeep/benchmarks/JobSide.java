package dev.mediakeep.benchmarks;

/** A queue of jobs that do nothing. */
interface JobSide extends AutoCloseable {
  /**
   * Puts jobs in line, by callers at the same time.
   *
   * @return how many were acknowledged in a second
   */
  double enqueue(int callers, int jobs) throws Exception;

  /**
   * Has the jobs that are in line done, by workers at the same time.
   *
   * @return how many were done in a second
   */
  double execute(int workers, int jobs) throws Exception;

  @Override
  void close();
}
