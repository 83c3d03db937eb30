package dev.mediakeep.sqlite;

import java.time.Duration;

/**
 * How much the writer takes on.
 *
 * @param queuedUnits how many units may wait
 * @param queueWait how long a caller waits to get into a full queue
 * @param groupUnits the most units that share a commit
 * @param groupTime how long units are added to a group that has begun
 * @param idleAfter how long nobody must have written before the log is emptied
 * @param logFrames how many pages the log may hold that are not in the database yet; more makes
 *     reading slower, fewer writes the same page more often
 */
record WriterLimits(
    int queuedUnits,
    Duration queueWait,
    int groupUnits,
    Duration groupTime,
    Duration idleAfter,
    int logFrames) {}
