package dev.mediakeep.sqlite;

import dev.mediakeep.job.Job;

/**
 * A job and what else its row says.
 *
 * @param number of the row
 * @param rank its rank in line by the policy when it came in line; 0 where it is not
 */
record JobRecord(long number, long rank, Job job) {}
