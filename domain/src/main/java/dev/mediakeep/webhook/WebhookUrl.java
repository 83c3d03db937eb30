package dev.mediakeep.webhook;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a receiver takes messages. It may hold a secret of the receiver's, in its path or its
 * query: only its host is ever shown to others.
 *
 * @param text an absolute URL of {@code https} or {@code http}, at most 2,048 characters, with a
 *     host (a name in ASCII, or an address in its usual form) and without user and fragment
 */
public record WebhookUrl(String text) {
  private static final String FIELD = "webhook";
  private static final int MAX_CHARS = 2_048;
  private static final int MAX_HOST_CHARS = 253;
  private static final int MAX_PORT = 65_535;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

  public WebhookUrl {
    if (text.length() > MAX_CHARS) {
      throw invalid("must be at most " + MAX_CHARS + " characters, was " + text.length());
    }
    requireRules(text, parsed(text));
  }

  private static URI parsed(String text) {
    try {
      URI uri = new URI(text);
      if (text.chars().allMatch(c -> c > ' ' && c < '\u007f')) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw invalid(e.getReason().toLowerCase(Locale.ROOT), text);
    }
    throw invalid("must be of ASCII characters without spaces", text);
  }

  private static void requireRules(String text, URI uri) {
    String scheme = uri.getScheme();
    if (!"https".equals(scheme) && !"http".equals(scheme)) {
      throw invalid("must begin with https:// or http://", text);
    }
    if (uri.getRawFragment() != null) {
      throw invalid("must have no fragment", text);
    }
    String authority = uri.getRawAuthority();
    if (authority != null && authority.indexOf('@') >= 0) {
      throw invalid("must have no user");
    }
    String host = uri.getHost();
    if (host == null || !isHost(host.toLowerCase(Locale.ROOT))) {
      throw invalid("must have a host, by its name in ASCII or its address", text);
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw invalid("must have a port of 1.." + MAX_PORT, text);
    }
  }

  /** Forms of an address that only some software takes for one are none: 127.1, 0x7f000001. */
  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return IPV6.matcher(host).matches();
    }
    return ENDS_IN_NUMBER.matcher(host).matches()
        ? IPV4.matcher(host).matches()
        : host.length() <= MAX_HOST_CHARS && NAME.matcher(host).matches();
  }

  private static InvalidValueException invalid(String rule, String text) {
    return invalid(rule + ", was " + Rules.quote(text));
  }

  private static InvalidValueException invalid(String rule) {
    return new InvalidValueException(FIELD, FIELD + " " + rule);
  }

  /** Whether it is of https. */
  public boolean isSecure() {
    return "https".equals(uri().getScheme());
  }

  /** The host in lower case; an IPv6 address without its brackets. */
  public String host() {
    String host = uri().getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, which is 443 or 80 where none is named. */
  public int port() {
    int port = uri().getPort();
    return port > 0 ? port : isSecure() ? HTTPS_PORT : HTTP_PORT;
  }

  /** The URL for those who send to it. */
  public URI uri() {
    return URI.create(text);
  }

  /** Scheme, host and port; what follows may be secret. */
  @Override
  public String toString() {
    return uri().getScheme() + "://" + uri().getRawAuthority() + "/…";
  }
}
