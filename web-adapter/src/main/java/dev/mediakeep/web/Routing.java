package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.media.MediaLibrary;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the service answers, in the order in which it is looked through. */
record Routing(List<Filter> filters, List<Route> routes, Problems problems) {
  /** A dot or a slash, which need no encoding. */
  private static final Pattern ENCODED_PARTS = Pattern.compile("%2[EFef]");

  static Routing of(
      HttpConfig config,
      boolean loopback,
      MediaLibrary library,
      JobParts jobs,
      ServiceState state) {
    Guard requests = new InFlight("requests", config.maxRequests(), config.patience());
    Guard uploads = new InFlight("uploads", config.maxUploads(), config.patience());
    Problems problems = new Problems();
    OwnHosts hosts = new OwnHosts(config.host(), config.publicHosts());
    return new Routing(
        List.of(
            new AccessLog(),
            new SecurityHeaders(),
            new UnreadBodies(),
            problems.filter(),
            new HostGuard(hosts, loopback),
            new OriginGuard(hosts),
            Routing::refuseLaxPaths),
        Stream.of(
                new EventRoutes(
                        jobs.queue(),
                        jobs.tail(),
                        new HeldCalls("event streams", config.maxListeners()),
                        config.heartbeat())
                    .routing(),
                new ClaimRoutes(jobs.desk(), new HeldCalls("polls", config.maxPolls())).routing(),
                new JobRoutes(jobs.queue(), requests).routing(),
                new WorkerRoutes(jobs.queue(), requests).routing(),
                new ResultRoutes(jobs.queue(), library, uploads).routing(),
                new LaneRoutes(jobs.queue(), requests).routing(),
                new WebhookRoutes(jobs.queue(), jobs.operations().webhooks(), requests).routing(),
                new ReconcileRoutes(
                        jobs.operations(), new InFlight("reconciliations", 1, config.patience()))
                    .routing(),
                new ContentRoutes(library, requests).routing(),
                new MediaRoutes(library, requests, config.maxJsonBytes()).routing(),
                new UploadRoutes(library, uploads, config.maxJsonBytes()).routing(),
                new HealthRoutes(library, jobs.operations()::manifestStatus, state).routing(),
                new PageRoutes(
                        CompletableFuture.supplyAsync(PageAssets::load, Thread::startVirtualThread),
                        requests)
                    .routing(),
                new OpenApiRoutes(requests).routing())
            .flatMap(List::stream)
            .toList(),
        problems);
  }

  void register(HttpRouting.Builder routing) {
    filters.forEach(routing::addFilter);
    routing.error(Throwable.class, problems);
    routes.forEach(route -> routing.route(helidonRoute(route)));
    routes.stream().map(Route::path).distinct().forEach(path -> refuseOtherMethods(routing, path));
    routing.any(Routing::refuseOtherPaths);
  }

  private static HttpRoute helidonRoute(Route route) {
    return HttpRoute.builder()
        .methods(route.methods().toArray(Method[]::new))
        .path(route.path())
        .handler(route.handler())
        .build();
  }

  private void refuseOtherMethods(HttpRouting.Builder routing, String path) {
    String allowed = String.join(", ", methodsOf(path));
    routing.any(
        path,
        (request, response) -> {
          response.header(HeaderValues.create(HeaderNames.ALLOW, allowed));
          String method = Rules.quote(request.prologue().method().text());
          throw new MediakeepException(
              ErrorCode.METHOD_NOT_ALLOWED, "method must be one of " + allowed + ", was " + method);
        });
  }

  private Set<String> methodsOf(String path) {
    return routes.stream()
        .filter(route -> route.path().equals(path))
        .flatMap(route -> route.methods().stream())
        .map(Method::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The server reads over empty segments, parameters of segments and dots for segments, and takes
   * an encoded slash for a slash. Whoever guards paths before this service may not: one thing has
   * one path.
   */
  private static void refuseLaxPaths(
      FilterChain chain, ServerRequest request, ServerResponse response) {
    String path = request.prologue().uriPath().rawPath();
    if (path.contains("//")
        || path.contains("/.")
        || path.indexOf(';') >= 0
        || (path.indexOf('%') >= 0 && ENCODED_PARTS.matcher(path).find())) {
      throw notServed(path);
    }
    chain.proceed();
  }

  private static void refuseOtherPaths(ServerRequest request, ServerResponse response) {
    throw notServed(request.prologue().uriPath().path());
  }

  private static MediakeepException notServed(String path) {
    return new MediakeepException(
        ErrorCode.ROUTE_NOT_FOUND, "nothing is served at " + Rules.quote(path));
  }
}
