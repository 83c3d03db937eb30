package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
  private static final int MAX_BYTES = 30;
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n";

  private static Incoming pieces(String... pieces) {
    Deque<byte[]> left = new ArrayDeque<>();
    for (String piece : pieces) {
      left.add(piece.getBytes(StandardCharsets.ISO_8859_1));
    }
    return new Incoming(left::poll);
  }

  private static String read(Incoming in) {
    byte[] head = new HeadReader(in, MAX_BYTES).read();
    return head == null ? "the end" : new String(head, StandardCharsets.ISO_8859_1);
  }

  @Test
  void takes_a_head_and_leaves_what_follows_wherever_it_is_cut() {
    String sent = HEAD + "body";
    for (int cut = 1; cut < sent.length(); cut++) {
      Incoming in = pieces(sent.substring(0, cut), sent.substring(cut));
      assertThat(read(in)).as("cut at %d", cut).isEqualTo(HEAD);
    }
    Incoming in = pieces(sent);
    read(in);
    assertThat(new String(in.take(in.available()), StandardCharsets.US_ASCII)).isEqualTo("body");
  }

  @Test
  void takes_a_head_that_comes_byte_by_byte() {
    assertThat(read(pieces(HEAD.split("(?<=.)", -1)))).isEqualTo(HEAD);
  }

  @Test
  void tells_where_the_connection_ends() {
    assertThat(read(pieces())).isEqualTo("the end");
    assertThat(read(pieces("GET / HTTP/1.1\r\nHo"))).isEqualTo("GET / HTTP/1.1\r\nHo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "GET /\n", "GET / HTTP/1.1\r\nHost: a\n", "GET /\nX: y\r\n\r\n"})
  void refuses_lines_that_other_software_would_end_elsewhere(String sent) {
    assertRefused(sent, 400);
  }

  @ParameterizedTest
  @CsvSource({"30, 0", "31, 414", "100, 414"})
  void a_request_line_has_its_limit(int length, int status) {
    String line = "G".repeat(length) + "\r\n";
    if (status == 0) {
      assertThat(read(pieces(line + "\r\n"))).hasSize(length + 4);
    } else {
      assertRefused(line, status);
      assertRefused("G".repeat(length), status);
    }
  }

  @ParameterizedTest
  @CsvSource({"28, 0", "29, 431", "100, 431"})
  void headers_have_their_limit_together(int length, int status) {
    String head = "GET / HTTP/1.1\r\nA: b\r\n" + "X".repeat(length - 6) + "\r\n\r\n";
    if (status == 0) {
      assertThat(read(pieces(head))).isEqualTo(head);
    } else {
      assertRefused(head, status);
    }
  }

  private static void assertRefused(String sent, int status) {
    assertThatThrownBy(() -> read(pieces(sent)))
        .isInstanceOfSatisfying(
            RequestException.class, e -> assertThat(e.status().code()).isEqualTo(status));
  }
}
