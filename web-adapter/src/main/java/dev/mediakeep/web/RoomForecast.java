package dev.mediakeep.web;

import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When it is worth to ask a full queue again: after the time in which its lane starts one more job.
 * That is the median run of those among the last 50 jobs that succeeded which were the lane's,
 * divided by how many the lane runs at a time; 5 s where there were none; at least 1 s and at most
 * 5 min.
 */
final class RoomForecast {
  private static final int JOBS = 50;
  private static final Duration UNKNOWN = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final JobQueue jobs;

  RoomForecast(JobQueue jobs) {
    this.jobs = jobs;
  }

  long seconds(Lane lane) {
    List<Duration> runs = runs(lane);
    if (runs.isEmpty()) {
      return UNKNOWN.toSeconds();
    }
    Duration step = runs.get(runs.size() / 2).dividedBy(atATime(lane));
    return Math.clamp(step.plusMillis(999).toSeconds(), 1, LONGEST.toSeconds());
  }

  private List<Duration> runs(Lane lane) {
    JobQuery succeeded =
        new JobQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.of(JobState.Kind.SUCCEEDED),
            JOBS,
            Optional.empty());
    return jobs.list(succeeded).jobs().stream()
        .filter(job -> job.request().lane().equals(lane))
        .flatMap(job -> job.runTime().stream())
        .sorted()
        .toList();
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
