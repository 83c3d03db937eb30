package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {
  private static final String DISPOSITION = "form-data; name=\"file\"";

  /** Hands its bytes out in pieces of any size. */
  private static final class Pieces extends InputStream {
    private final InputStream source;
    private final Random random;

    Pieces(byte[] bytes, Random random) {
      this.source = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return source.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int bound = random.nextInt(10) == 0 ? length : Math.min(length, 40);
      return source.read(target, offset, 1 + random.nextInt(bound));
    }
  }

  @Test
  void any_bytes_come_out_whatever_the_pieces() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] first = likeBoundaries(random, random.nextInt(3_000));
      byte[] second = likeBoundaries(random, 60_000 + random.nextInt(9_000));
      byte[] form =
          new FormBytes().part(DISPOSITION, first).part(DISPOSITION, second).end().bytes();
      MultipartReader parts = new MultipartReader(new Pieces(form, random), FormBytes.BOUNDARY);
      assertThat(readAll(parts, random)).as("seed %d, round %d", seed, round).isEqualTo(first);
      assertThat(readAll(parts, random)).as("seed %d, round %d", seed, round).isEqualTo(second);
      assertThat(parts.next()).isEmpty();
      assertThat(parts.next()).isEmpty();
    }
  }

  private static byte[] readAll(MultipartReader parts, Random random) throws IOException {
    InputStream body = parts.next().orElseThrow().body();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[9_000];
    int count = 0;
    while (count >= 0) {
      read.write(buffer, 0, count);
      count = body.read(buffer, 0, 1 + random.nextInt(buffer.length));
    }
    assertThat(body.read()).isEqualTo(-1);
    return read.toByteArray();
  }

  /** Bytes full of what nearly is a boundary. */
  private static byte[] likeBoundaries(Random random, int length) {
    byte[] delimiter =
        ("\r\n--" + FormBytes.BOUNDARY).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < length) {
      switch (random.nextInt(4)) {
        case 0 -> bytes.write(delimiter, 0, random.nextInt(delimiter.length));
        case 1 -> bytes.write('\r');
        case 2 -> bytes.write(random.nextInt('x')); // which no boundary ends with
        default -> bytes.writeBytes(new byte[random.nextInt(50)]);
      }
    }
    bytes.write('.');
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 65_500, 65_470, 131_072})
  void a_boundary_at_the_edge_of_the_buffer_is_seen(int length) throws IOException {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) '\r');
    byte[] form = new FormBytes().part(DISPOSITION, body).end().bytes();
    MultipartReader parts = new MultipartReader(new ByteArrayInputStream(form), FormBytes.BOUNDARY);
    assertThat(parts.next().orElseThrow().body().readAllBytes()).isEqualTo(body);
    assertThat(parts.next()).isEmpty();
  }

  @Test
  void every_truncated_form_is_told_apart_from_a_whole_one() {
    byte[] form = new FormBytes().part(DISPOSITION, "some bytes").end().bytes();
    for (int length = 0; length < form.length - 2; length++) {
      byte[] cut = Arrays.copyOf(form, length);
      MultipartReader parts =
          new MultipartReader(new ByteArrayInputStream(cut), FormBytes.BOUNDARY);
      assertThatThrownBy(
              () -> {
                parts.next().orElseThrow().body().readAllBytes();
                parts.next();
              })
          .as("cut at %d", length)
          .isInstanceOf(BodyException.class);
    }
  }

  @Test
  void boundaries_followed_by_other_text_are_refused() {
    byte[] form = new FormBytes().raw("--" + FormBytes.BOUNDARY + "x\r\n\r\n").end().bytes();
    MultipartReader parts = new MultipartReader(new ByteArrayInputStream(form), FormBytes.BOUNDARY);
    assertThatThrownBy(parts::next).isInstanceOf(BodyException.class);
  }

  @Test
  void the_next_part_needs_the_one_before_read() throws IOException {
    byte[] form = new FormBytes().part(DISPOSITION, "ab").end().bytes();
    MultipartReader parts = new MultipartReader(new ByteArrayInputStream(form), FormBytes.BOUNDARY);
    parts.next();
    assertThatThrownBy(parts::next).isInstanceOf(IllegalStateException.class);
  }
}
