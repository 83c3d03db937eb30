package dev.mediakeep.ops;

/** The wish that what is running comes to an end; it is never taken back. Thread-safe. */
final class StopSignal {
  private volatile boolean wished;

  void give() {
    wished = true;
  }

  boolean isGiven() {
    return wished;
  }
}
