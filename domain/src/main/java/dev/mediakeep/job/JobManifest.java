package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a job outside the store, for people and for the day on which the store is put
 * back from an older copy.
 *
 * @param key the name that its request came under
 * @param timeline its lines of the log, the last one always among them; without most heartbeats,
 *     and of a long life only the beginning and the end
 * @param leftOut how many lines are not in the timeline
 */
public record JobManifest(Job job, Optional<KeyClaim> key, List<JobEntry> timeline, long leftOut) {
  private static final int FIRST_LINES = 20;
  private static final int MOST_LINES = 200;

  public JobManifest {
    Rules.inRange("timeline", timeline.size(), 1, MOST_LINES);
    Rules.inRange("leftOut", leftOut, 0, Long.MAX_VALUE);
    timeline = List.copyOf(timeline);
    for (int line = 1; line < timeline.size(); line++) {
      if (timeline.get(line - 1).number() >= timeline.get(line).number()) {
        throw new InvalidValueException("timeline", "timeline must be in the order of its numbers");
      }
    }
  }

  /** The manifest of a job of which all lines are at hand. */
  public static JobManifest from(JobHistory all) {
    return trimmed(all, all.lines(), 0);
  }

  /** This one after what has come since: the lines behind its own last one. */
  JobManifest continuedBy(JobHistory later) {
    List<JobEntry> lines = new ArrayList<>(timeline);
    later.lines().stream().filter(line -> line.number() > last().number()).forEach(lines::add);
    return trimmed(later, lines, leftOut);
  }

  private static JobManifest trimmed(JobHistory known, List<JobEntry> lines, long before) {
    List<JobEntry> told = new ArrayList<>(lines);
    told.removeIf(line -> isHeartbeat(line) && line.number() != lines.getLast().number());
    if (told.size() > MOST_LINES) {
      told.subList(FIRST_LINES, FIRST_LINES + told.size() - MOST_LINES).clear();
    }
    return new JobManifest(known.job(), known.key(), told, before + lines.size() - told.size());
  }

  static boolean isHeartbeat(JobEntry line) {
    return line.command().equals(Optional.of(JobCommand.Kind.HEARTBEAT));
  }

  /** The last line of the log that it knows. */
  public JobEntry last() {
    return timeline.getLast();
  }

  /**
   * Whether its loss could cost money or a result, so that it must survive a loss of power: because
   * something may run at the provider, or because the job has ended.
   */
  public boolean isPrecious() {
    return job.state() instanceof JobState.Exposed || job.state().kind().isFinal();
  }
}
