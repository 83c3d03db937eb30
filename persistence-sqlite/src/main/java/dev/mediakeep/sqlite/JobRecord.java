package dev.mediakeep.sqlite;

import dev.mediakeep.job.Job;

/** A job and the number of its row. */
record JobRecord(long number, Job job) {}
