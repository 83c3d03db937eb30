package dev.mediakeep.ops;

import picocli.CommandLine.Command;

/** Words that only introduce verbs, and do nothing themselves. */
final class Group {
  private Group() {}

  /** {@code mediakeep}. */
  @Command(
      name = "mediakeep",
      header = "Keep generated images and videos, their metadata and their files",
      exitCodeList = "4:the check found something",
      footer = {
        "  mediakeep serve",
        "  mediakeep media add pictures/",
        "  mediakeep help media add"
      })
  static final class Root {}

  /** {@code mediakeep media}. */
  @Command(
      name = "media",
      header = "Add, list, show, remove and restore images and videos",
      footer = {"  mediakeep media list", "  mediakeep help media add"})
  static final class MediaGroup {}

  /** {@code mediakeep jobs}. */
  @Command(
      name = "jobs",
      header = "List, show, retry, cancel and resolve video jobs",
      footer = {"  mediakeep jobs list --state uncertain", "  mediakeep help jobs resolve"})
  static final class JobsGroup {}

  /** {@code mediakeep lanes}. */
  @Command(
      name = "lanes",
      header = "List, make, pause, resume and drain the lanes in which jobs queue up",
      footer = {"  mediakeep lanes list", "  mediakeep lanes pause acme/film-1"})
  static final class LanesGroup {}

  /** {@code mediakeep webhooks}. */
  @Command(
      name = "webhooks",
      header = "See what became of webhooks, send them anew, show what receivers verify them with",
      footer = {"  mediakeep webhooks list --state failed", "  mediakeep help webhooks secret"})
  static final class WebhooksGroup {}

  /** {@code mediakeep migrate}. */
  @Command(
      name = "migrate",
      header = "Look at the migrations of the database",
      exitCodeList = "4:some migrations are pending",
      footer = "  mediakeep migrate status")
  static final class MigrateGroup {}
}
