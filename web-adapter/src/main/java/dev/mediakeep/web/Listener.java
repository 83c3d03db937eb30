package dev.mediakeep.web;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.net.InetAddress;

/** The server's settings, where they differ from Helidon's own. */
final class Listener {
  private Listener() {}

  static WebServerConfig.Builder of(
      HttpConfig config, InetAddress address, Connections connections, Routing routing) {
    return WebServer.builder()
        .address(address)
        .port(config.port())
        .shutdownHook(false)
        .shutdownGracePeriod(config.grace())
        .maxTcpConnections(config.maxConnections())
        .maxPayloadSize(config.maxBodyBytes())
        // Nagle's algorithm holds the end of an answer back until the client confirms its start.
        .connectionOptions(options -> options.tcpNoDelay(true))
        // The other kind of socket copies each answer through 8 KB at a time.
        .useNio(false)
        // What is written here comes in large pieces already.
        .writeBufferSize(0)
        .protocolsDiscoverServices(false)
        .featuresDiscoverServices(false)
        .addConnectionSelector(connections)
        // Otherwise they are not told why a request is refused.
        .errorHandling(handling -> handling.includeEntity(true))
        .directHandlers(routing.problems().directHandlers())
        .routing(routing::register);
  }
}
