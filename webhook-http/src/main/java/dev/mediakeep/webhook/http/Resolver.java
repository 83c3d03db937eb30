package dev.mediakeep.webhook.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up what addresses a host has. */
@FunctionalInterface
interface Resolver {
  List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
