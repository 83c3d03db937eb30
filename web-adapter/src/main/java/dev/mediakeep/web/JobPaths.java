package dev.mediakeep.web;

import dev.mediakeep.id.JobId;

/** Where jobs and their lanes are served. */
final class JobPaths {
  static final String ALL = "/api/v1/jobs";
  static final String ALL_EVENTS = ALL + "/events";
  static final String CLAIM = ALL + "/claim";
  static final String ONE = ALL + "/{id}";
  static final String EVENTS = ONE + "/events";
  static final String RESULT = ONE + "/result";
  static final String LANES = "/api/v1/lanes";

  /** The model of a lane may hold slashes. */
  static final String LANE = LANES + "/{provider}/{+model}";

  private JobPaths() {}

  /** What is asked of one job, by the name of the command. */
  static String command(String name) {
    return ONE + "/" + name;
  }

  static String of(JobId id) {
    return ALL + "/" + id;
  }

  static String events(JobId id) {
    return of(id) + "/events";
  }
}
