package dev.mediakeep.app.witness.media;

/** Has a name that says nothing. */
public final class MediaManager {}
