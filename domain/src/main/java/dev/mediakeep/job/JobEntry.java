package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the log of all jobs: what became of one of them, and by what.
 *
 * @param number grows with each line, over all jobs; gaps mean nothing
 * @param command what was asked of it; empty for the first line, that it came in
 * @param state what it was then
 * @param progress what its worker had said last
 */
public record JobEntry(
    long number,
    JobId job,
    OwnerId owner,
    Instant at,
    Optional<JobCommand.Kind> command,
    JobState.Kind state,
    Optional<Progress> progress) {}
