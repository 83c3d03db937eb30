package dev.mediakeep.app.witness.job;

import dev.mediakeep.app.witness.media.MediaManager;

/** Closes a cycle between two concepts. */
public record EntangledJob(MediaManager media) {}
