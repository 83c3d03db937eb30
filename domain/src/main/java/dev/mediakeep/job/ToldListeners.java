package dev.mediakeep.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells all listeners, whatever one of them throws. Thread-safe. */
final class ToldListeners implements JobListener {
  private final List<JobListener> listeners = new CopyOnWriteArrayList<>();

  void add(JobListener listener) {
    listeners.add(listener);
  }

  void remove(JobListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void jobChanged(Job job) {
    tell(listener -> listener.jobChanged(job));
  }

  @Override
  public void timePassed() {
    tell(JobListener::timePassed);
  }

  @Override
  public void laneChanged(Lane lane) {
    tell(listener -> listener.laneChanged(lane));
  }

  private void tell(Consumer<JobListener> news) {
    for (JobListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (
          RuntimeException e) { // of any kind: the change took effect, and its caller must know
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
