package dev.mediakeep.app.witness.sqlite;

/** Is known by another adapter. */
public final class PlantedStore {}
