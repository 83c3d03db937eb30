package dev.mediakeep.web;

import io.helidon.common.socket.PeerInfo;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;

/**
 * The other side of a connection, as a request knows it, with the way back to the connection, which
 * the server does not give to those who answer.
 *
 * @param proxies those that are believed where they say whom they speak for
 */
record WatchedPeer(PeerInfo peer, WatchedContext connection, Proxies proxies) implements PeerInfo {
  /** Where a call comes from that has this {@code X-Forwarded-For}. */
  CallerAddress caller(Optional<String> forwardedFor) {
    return proxies.callerOf(peer.address(), forwardedFor);
  }

  @Override
  public SocketAddress address() {
    return peer.address();
  }

  @Override
  public String host() {
    return peer.host();
  }

  @Override
  public int port() {
    return peer.port();
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return peer.tlsPrincipal();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return peer.tlsCertificates();
  }
}
