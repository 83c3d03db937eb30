package dev.mediakeep.web;

import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneStatus;
import java.time.Duration;
import java.util.List;

/**
 * When it is worth to ask a full queue again: after the time in which its lane starts one more job.
 * That is the median of the lane's last runs, divided by how many it runs at a time; 5 s where
 * there were none; at least 1 s and at most 5 min.
 */
final class RoomForecast {
  private static final Duration UNKNOWN = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long LAST_MILLI = 999;

  private final JobQueue jobs;

  RoomForecast(JobQueue jobs) {
    this.jobs = jobs;
  }

  long seconds(Lane lane) {
    List<Duration> runs = jobs.listRuns(lane).stream().sorted().toList();
    if (runs.isEmpty()) {
      return UNKNOWN.toSeconds();
    }
    Duration step = runs.get(runs.size() / 2).dividedBy(atATime(lane));
    return Math.clamp(step.plusMillis(LAST_MILLI).toSeconds(), 1, LONGEST.toSeconds());
  }

  private int atATime(Lane lane) {
    return jobs.listLanes().stream()
        .map(LaneStatus::rule)
        .filter(rule -> rule.lane().equals(lane))
        .findFirst()
        .map(rule -> rule.maxRunning())
        .orElse(1);
  }
}
