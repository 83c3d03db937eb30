package dev.mediakeep.web;

import io.helidon.common.buffers.Bytes;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The bytes of a connection in the order in which they came, as far as nobody has taken them. Not
 * thread-safe.
 */
final class Incoming {
  private static final byte[] NONE = {};

  private final Supplier<byte[]> socket;
  private byte[] bytes = NONE;
  private int at;

  /**
   * Nothing yet.
   *
   * @param socket waits for bytes; null at the end of the connection
   */
  Incoming(Supplier<byte[]> socket) {
    this.socket = socket;
  }

  /** How many bytes are there without waiting. */
  int available() {
    return bytes.length - at;
  }

  /** Waits until a byte is there; false at the end of the connection. */
  boolean await() {
    while (available() == 0) {
      if (!awaitMore()) {
        return false;
      }
    }
    return true;
  }

  /** Waits for bytes behind those that are there; false at the end of the connection. */
  boolean awaitMore() {
    byte[] more = socket.get();
    if (more == null) {
      return false;
    }
    if (available() == 0) {
      bytes = more;
    } else {
      int kept = available();
      byte[] both = Arrays.copyOfRange(bytes, at, at + kept + more.length);
      System.arraycopy(more, 0, both, kept, more.length);
      bytes = both;
    }
    at = 0;
    return true;
  }

  /** Where the value first stands at or after that place among the available bytes, or −1. */
  int indexOf(byte value, int from) {
    int found = Bytes.firstIndexOf(bytes, at + from, bytes.length, value);
    return found < 0 ? -1 : found - at;
  }

  /** The byte at that place among the available ones. */
  byte peek(int index) {
    return bytes[at + index];
  }

  /** Takes the first of the available bytes. */
  int take() {
    int value = bytes[at] & 0xff;
    at++;
    return value;
  }

  /** Takes that many of the available bytes; those of one read all together are not copied. */
  byte[] take(int count) {
    boolean isWhole = at == 0 && count == bytes.length;
    byte[] taken = isWhole ? bytes : Arrays.copyOfRange(bytes, at, at + count);
    drop(count);
    return taken;
  }

  /** Takes that many of the available bytes into an array. */
  void take(byte[] target, int offset, int count) {
    System.arraycopy(bytes, at, target, offset, count);
    drop(count);
  }

  private void drop(int count) {
    at += count;
    if (at == bytes.length) { // or a connection that waits would hold on to what is used up
      bytes = NONE;
      at = 0;
    }
  }
}
