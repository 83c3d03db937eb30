package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The gallery page and what it loads. */
final class PageRoutes {
  private static final Set<String> NO_PARAMETERS = Set.of();

  private final CompletableFuture<PageAssets> assets;
  private final Guard requests;

  /**
   * Routes over files that are still being read: the service need not wait for them to start.
   *
   * @param assets the page; who asks for it before it is there waits
   */
  PageRoutes(CompletableFuture<PageAssets> assets, Guard requests) {
    this.assets = assets;
    this.requests = requests;
  }

  List<Route> routing() {
    return List.of(
        Route.get("/", NO_PARAMETERS, requests, this::page),
        Route.get("/assets/*", NO_PARAMETERS, requests, this::asset));
  }

  private void page(Call call) {
    call.with(assets.join().policy());
    assets.join().index().answer(call);
  }

  private void asset(Call call) {
    String path = call.path();
    assets
        .join()
        .find(path)
        .orElseThrow(() ->
            new MediakeepException(
                ErrorCode.ROUTE_NOT_FOUND, "nothing is served at " + Rules.quote(path)))
        .answer(call);
  }
}
