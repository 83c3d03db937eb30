package dev.mediakeep.web;

import java.util.List;
import java.util.Set;

/** The description of everything that is served. */
final class OpenApiRoutes {
  private final Asset description;
  private final Guard requests;

  OpenApiRoutes(Guard requests) {
    this.description =
        Asset.of("openapi.json", Resources.read("openapi.json"), Asset.Lifetime.CHECKED);
    this.requests = requests;
  }

  List<Route> routing() {
    return List.of(Route.get("/openapi.json", Set.of(), requests, description::answer));
  }
}
