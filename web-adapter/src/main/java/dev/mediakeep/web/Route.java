package dev.mediakeep.web;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import java.util.Set;

/**
 * One line of a routing table.
 *
 * @param methods the verbs, which are answered alike
 * @param path the path, with names in braces; with {@code /*} at its end all paths below
 * @param parameters the query parameters that it knows; any other one is refused
 * @param guard what stands before the endpoint
 * @param endpoint what answers
 */
record Route(
    Set<Method> methods, String path, Set<String> parameters, Guard guard, Endpoint endpoint) {
  private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

  /** Answers GET, and HEAD with the same headers. */
  static Route get(String path, Set<String> parameters, Guard guard, Endpoint endpoint) {
    return new Route(READING, path, parameters, guard, endpoint);
  }

  /** Answers GET alone: to begin a stream without its body would be in vain. */
  static Route stream(String path, Set<String> parameters, Guard guard, Endpoint endpoint) {
    return new Route(Set.of(Method.GET), path, parameters, guard, endpoint);
  }

  static Route put(String path, Set<String> parameters, Guard guard, Endpoint endpoint) {
    return new Route(Set.of(Method.PUT), path, parameters, guard, endpoint);
  }

  static Route post(String path, Set<String> parameters, Guard guard, Endpoint endpoint) {
    return new Route(Set.of(Method.POST), path, parameters, guard, endpoint);
  }

  static Route patch(String path, Set<String> parameters, Guard guard, Endpoint endpoint) {
    return new Route(Set.of(Method.PATCH), path, parameters, guard, endpoint);
  }

  static Route delete(String path, Set<String> parameters, Guard guard, Endpoint endpoint) {
    return new Route(Set.of(Method.DELETE), path, parameters, guard, endpoint);
  }

  Handler handler() {
    Endpoint guarded = guard.before(endpoint);
    return (request, response) -> guarded.answer(Call.of(request, response, parameters));
  }
}
