package dev.mediakeep.ops;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The variables that Kubernetes puts into each container of a namespace where a Service is called
 * {@code mediakeep} or {@code mediakeep-something}. They start as ours do, and {@code
 * MEDIAKEEP_PORT} even is one of ours, with another meaning. Told apart by name and value together,
 * so that a slip in a variable of ours is still refused.
 */
final class ServiceLinks {
  private static final System.Logger LOGGER = System.getLogger(ServiceLinks.class.getName());

  private static final String SERVICE = "MEDIAKEEP(_[A-Z0-9]+)*";
  private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*";
  private static final String NUMBER = "[0-9]{1,5}";
  private static final String URL = "(tcp|udp|sctp)://(\\[?(" + ADDRESS + ")\\]?):" + NUMBER;

  /** See "Discovering services" in the documentation of Kubernetes. */
  private static final List<Link> LINKS =
      List.of(
          Link.of("_SERVICE_HOST", ADDRESS),
          Link.of("_SERVICE_PORT(_[A-Z0-9_]+)?", NUMBER),
          Link.of("_PORT", URL),
          Link.of("_PORT_[0-9]{1,5}_(TCP|UDP|SCTP)", URL),
          Link.of("_PORT_[0-9]{1,5}_(TCP|UDP|SCTP)_PROTO", "tcp|udp|sctp"),
          Link.of("_PORT_[0-9]{1,5}_(TCP|UDP|SCTP)_PORT", NUMBER),
          Link.of("_PORT_[0-9]{1,5}_(TCP|UDP|SCTP)_ADDR", ADDRESS));

  private record Link(Pattern name, Pattern value) {
    static Link of(String nameEnd, String value) {
      return new Link(Pattern.compile(SERVICE + nameEnd), Pattern.compile(value));
    }

    boolean is(Map.Entry<String, String> variable) {
      return name.matcher(variable.getKey()).matches()
          && value.matcher(variable.getValue()).matches();
    }
  }

  private ServiceLinks() {}

  /** The variables without the links; says which were left out. */
  static Map<String, String> leftOutOf(Map<String, String> environment) {
    Map<String, String> left = new HashMap<>(environment);
    left.entrySet().removeIf(ServiceLinks::isLink);
    if (left.size() < environment.size()) {
      Set<String> links = new TreeSet<>(environment.keySet());
      links.removeAll(left.keySet());
      LOGGER.log(
          Level.INFO,
          "{0} are taken for links to a Kubernetes Service and ignored; enableServiceLinks: false"
              + " in the pod keeps them out",
          String.join(", ", links));
    }
    return left;
  }

  private static boolean isLink(Map.Entry<String, String> variable) {
    return variable.getKey().startsWith(ConfigurationKey.VARIABLE_PREFIX)
        && LINKS.stream().anyMatch(link -> link.is(variable));
  }
}
