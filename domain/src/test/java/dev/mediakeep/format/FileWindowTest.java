package dev.mediakeep.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWindowTest {
  private static final int SIZE = 3 * FileWindow.CAPACITY + 100;

  private FileChannel channel;
  private FileWindow window;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = valueAt(i);
    }
    Path file = Files.write(folder.resolve("file"), bytes);
    channel = FileChannel.open(file);
    window = FileWindow.over(channel);
  }

  @AfterEach
  void close() throws Exception {
    channel.close();
  }

  @Test
  void sees_each_byte_forwards_and_backwards() throws Exception {
    for (int i = 0; i < SIZE; i++) {
      assertThat(window.u8(i)).isEqualTo(valueAt(i) & 0xff);
    }
    for (int i = SIZE - 1; i >= 0; i -= 61) {
      assertThat(window.u8(i)).isEqualTo(valueAt(i) & 0xff);
    }
  }

  @Test
  void sees_numbers_across_the_buffers_edge() throws Exception {
    window.u8(0);
    for (long at = 4_090; at < 4_100; at++) {
      long big = 0;
      for (int i = 0; i < 8; i++) {
        big = (big << 8) | (valueAt(at + i) & 0xff);
      }
      assertThat(window.u64(at)).isEqualTo(big);
      assertThat(window.littleEndian(at, 8)).isEqualTo(Long.reverseBytes(big));
    }
  }

  @Test
  void copies_as_much_as_it_holds() throws Exception {
    byte[] copy = window.bytes(50, FileWindow.CAPACITY);
    assertThat(copy[0]).isEqualTo(valueAt(50));
    assertThat(copy[copy.length - 1]).isEqualTo(valueAt(50L + copy.length - 1));
  }

  @Test
  void finds_bytes_in_later_buffers() throws Exception {
    assertThat(window.find(255, 0)).isEqualTo(SIZE);
    channel.close();
    assertThat(FileWindow.of(new byte[] {1, 2, 1, 2}).find(2, 2)).isEqualTo(3);
  }

  @Test
  void compares_text_without_reading_past_the_end() throws Exception {
    FileWindow text = FileWindow.of(FileBytes.latin("PK\u00ff"));
    assertThat(text.matches(0, "PK\u00ff")).isTrue();
    assertThat(text.matches(1, "K\u00ff ")).isFalse();
    assertThat(text.matches(3, "")).isTrue();
  }

  @Test
  void names_what_is_missing_at_the_end() {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> window.u32(SIZE - 3))
        .withMessage("cut off: needs 4 bytes at %s, the file ends at %s", SIZE - 3, SIZE);
  }

  @Test
  void never_looks_before_the_start() {
    assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> window.u8(-1));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> window.u8(Long.MAX_VALUE));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> window.u8(Long.MIN_VALUE));
  }

  @Test
  void a_file_that_shrinks_is_no_malformed_file(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("shrinking"), new byte[100]);
    try (FileChannel shrinking = FileChannel.open(file)) {
      FileWindow over = FileWindow.over(shrinking);
      Files.write(file, new byte[10]);
      assertThatIOException().isThrownBy(() -> over.u8(50)).withMessageContaining("shrank");
    }
  }

  @Test
  void stops_counting_at_its_maximum() throws Exception {
    window.count(3_999_999);
    window.count(1);
    assertThatExceptionOfType(MalformedFileException.class).isThrownBy(() -> window.count(1));
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> FileWindow.of(new byte[0]).count(0xffff_ffffL));
  }

  /** Any byte but 255, with a period that divides no buffer size. */
  private static byte valueAt(long position) {
    return (byte) (position % 251);
  }
}
