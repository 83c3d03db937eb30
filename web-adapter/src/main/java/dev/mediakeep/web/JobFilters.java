package dev.mediakeep.web;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobCursor;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import java.util.Set;

/** The query parameters of a list of jobs. */
final class JobFilters {
  static final Set<String> PARAMETERS = Set.of("owner", "lane", "state", "limit", "cursor");

  private JobFilters() {}

  static JobQuery parse(QueryParameters query) {
    return new JobQuery(
        query.text("owner").map(OwnerId::new),
        query.text("lane").map(Lane::parse),
        query.choice("state", JobState.Kind.class),
        query.number("limit").map(JobFilters::limit).orElse(JobQuery.ofDefaults().limit()),
        query.text("cursor").map(JobCursor::parse));
  }

  /** What does not fit is out of range in any case. */
  private static int limit(long value) {
    return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
