package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
  private static final long MAX_BYTES = 1_000;
  private static final int MAX_TRAILER_BYTES = 40;
  private static final String NEXT = "GET / HTTP/1.1\r\n";

  private static Incoming pieces(String... pieces) {
    Deque<byte[]> left = new ArrayDeque<>();
    for (String piece : pieces) {
      left.add(piece.getBytes(StandardCharsets.ISO_8859_1));
    }
    return new Incoming(left::poll);
  }

  private static String read(Incoming in) {
    ChunkedBody body = new ChunkedBody(in, MAX_BYTES, MAX_TRAILER_BYTES);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!body.isComplete()) {
      out.writeBytes(body.next());
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void gives_chunks_on_and_leaves_the_next_request_alone() {
    Incoming in = pieces("5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n" + NEXT);
    assertThat(read(in)).isEqualTo("5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n");
    assertThat(new String(in.take(in.available()), StandardCharsets.US_ASCII)).isEqualTo(NEXT);
  }

  @Test
  void is_the_same_wherever_it_is_cut() {
    String sent = "a;x=\"y\"\r\n0123456789\r\n0\r\nDigest: x\r\n\r\n";
    for (int cut = 1; cut < sent.length(); cut++) {
      String given = read(pieces(sent.substring(0, cut), sent.substring(cut)));
      assertThat(given.replaceAll("[0-9a-f]+\r\n([^\r]+)\r\n", "$1"))
          .as("cut at %d", cut)
          .isEqualTo("01234567890\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\r\nhelloXX0\r\n\r\n",
        "5\r\nhello0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello\r0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n",
        "5\rhello\r\n0\r\n\r\n",
        "5;a\nb\r\nhello\r\n0\r\n\r\n",
        "5;a\rb\r\nhello\r\n0\r\n\r\n",
        "5;\0\r\nhello\r\n0\r\n\r\n",
        "\r\n5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5 5\r\nhello\r\n0\r\n\r\n",
        ";x\r\nhello\r\n0\r\n\r\n",
        "zz\r\nhello\r\n0\r\n\r\n",
        "10000000000000005\r\nhello\r\n0\r\n\r\n",
        "0\r\nGET /admin HTTP/1.1\r\n\r\n",
        "0\r\n folded: x\r\n\r\n",
        "0\r\nX: y\n\r\n\r\n",
        "0\n\r\n",
        "0\r\n\n"
      })
  void refuses_what_another_reader_could_read_otherwise(String sent) {
    for (Incoming in : new Incoming[] {pieces(sent), pieces(sent.split("(?<=.)", -1))}) {
      assertThatThrownBy(() -> read(in))
          .as(sent)
          .isInstanceOfSatisfying(
              RequestException.class, e -> assertThat(e.status().code()).isEqualTo(400));
    }
  }

  @Test
  void stays_refused() {
    Incoming in = pieces("1\r\naXX0\r\n\r\n");
    ChunkedBody body = new ChunkedBody(in, MAX_BYTES, MAX_TRAILER_BYTES);
    body.next();
    assertThatThrownBy(body::next).isInstanceOf(RequestException.class);
    assertThatThrownBy(body::next).isInstanceOf(RequestException.class);
    assertThat(body.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "3e8, true",
    "3e9, false",
    "fffffffffffffff, false",
    "0000000000003e8, true",
  })
  void takes_so_many_bytes_and_no_more(String size, boolean taken) {
    Incoming in = pieces(size + "\r\n", "x");
    ChunkedBody body = new ChunkedBody(in, MAX_BYTES, MAX_TRAILER_BYTES);
    if (taken) {
      assertThat(body.next()).hasSize(6);
    } else {
      assertTooLarge(body, "body must have at most 1000 bytes, has more");
    }
  }

  @Test
  void the_limit_is_for_all_chunks_together() {
    String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";
    Incoming in = pieces(chunk + chunk + "1\r\nx\r\n0\r\n\r\n");
    ChunkedBody body = new ChunkedBody(in, MAX_BYTES, MAX_TRAILER_BYTES);
    body.next();
    body.next();
    assertTooLarge(body, "body must have at most 1000 bytes, has more");
  }

  @Test
  void lines_have_their_limits() {
    assertTooLarge(
        new ChunkedBody(pieces("0".repeat(300)), MAX_BYTES, MAX_TRAILER_BYTES),
        "the line of a chunk's size must have at most 256 bytes, has more");
    String fields = "0\r\n" + "A: 12345678901234\r\n".repeat(3);
    assertTooLarge(
        new ChunkedBody(pieces(fields), MAX_BYTES, MAX_TRAILER_BYTES),
        "the fields after the last chunk must have at most 40 bytes, have more");
  }

  private static void assertTooLarge(ChunkedBody body, String message) {
    assertThatThrownBy(body::next)
        .hasMessage(message)
        .isInstanceOfSatisfying(
            RequestException.class, e -> assertThat(e.status().code()).isEqualTo(413));
  }

  @Test
  void a_large_chunk_is_given_on_as_it_comes_in() {
    byte[] piece = new byte[8_192];
    Deque<byte[]> sent = new ArrayDeque<>();
    sent.add("7fffffff\r\n".getBytes(StandardCharsets.US_ASCII));
    Incoming in = new Incoming(() -> sent.isEmpty() ? piece : sent.poll());
    ChunkedBody body = new ChunkedBody(in, Integer.MAX_VALUE, MAX_TRAILER_BYTES);
    for (int round = 0; round < 2_000; round++) {
      byte[] given = body.next();
      assertThat(given.length).isEqualTo(4 + 2 + piece.length + 2);
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void tells_where_the_connection_ends_within() {
    String sent = "2\r\nab\r\n0\r\nA: b\r\n\r\n";
    for (int length = 0; length < sent.length(); length++) {
      Incoming in = pieces(Arrays.copyOf(new String[] {sent.substring(0, length)}, 1));
      assertThatThrownBy(() -> read(in))
          .as("cut after %d", length)
          .isInstanceOf(DataReader.InsufficientDataAvailableException.class);
    }
  }
}
