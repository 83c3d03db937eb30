package dev.mediakeep.web;

/** Whether the service is on its way down. Thread-safe. */
final class ServiceState {
  private volatile boolean stopping;

  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }
}
