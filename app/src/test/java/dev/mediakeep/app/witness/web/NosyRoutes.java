package dev.mediakeep.app.witness.web;

import dev.mediakeep.app.witness.sqlite.PlantedStore;

/** An adapter that knows another one. */
final class NosyRoutes {
  private final PlantedStore store = new PlantedStore();

  @Override
  public String toString() {
    return store.toString();
  }
}
