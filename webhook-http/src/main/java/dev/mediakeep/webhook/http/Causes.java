package dev.mediakeep.webhook.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What is told of a failed try: which step failed, and nothing of addresses. */
final class Causes {
  private static final int MAX_CHARS = 200;

  private Causes() {}

  static String of(IOException failure) {
    return switch (failure) {
      case UnknownHostException unknown -> "host could not be looked up";
      case SSLException tls -> "TLS failed: " + text(tls);
      case ConnectException refused -> "connection was refused";
      case NoRouteToHostException unreachable -> "host was out of reach";
      case InterruptedIOException late -> "took too long";
      case IOException other -> "connection failed: " + text(other);
    };
  }

  /** Some of it may come from the other side. */
  private static String text(IOException failure) {
    String text = String.valueOf(failure.getMessage()).replaceAll("[^ -~]", "?");
    return text.substring(0, Math.min(text.length(), MAX_CHARS));
  }
}
