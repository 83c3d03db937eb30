package dev.mediakeep.webhook;

/** Tells a listener, whatever it throws. As thread-safe as that is. */
record ToldCourierListener(CourierListener listener) implements CourierListener {
  @Override
  public void tried(Delivery after) {
    tell(() -> listener.tried(after));
  }

  @Override
  public void givenUp(String host, long messages) {
    tell(() -> listener.givenUp(host, messages));
  }

  @Override
  public void failed(Throwable cause) {
    tell(() -> listener.failed(cause));
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (Throwable e) { // of any kind: the courier goes on
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
