package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchedSourceTest {
  private static final byte[] CONTENT = {1, (byte) 0xff, 3};

  private final List<Long> told = new ArrayList<>();
  private final StopSignal stop = new StopSignal();

  private WatchedSource watched(InputStream source) {
    return new WatchedSource(source, told::add, stop);
  }

  @Test
  void hands_on_each_byte_and_tells_how_many() throws IOException {
    try (WatchedSource source = watched(new ByteArrayInputStream(CONTENT))) {
      assertThat(source.read()).isEqualTo(1);
      assertThat(source.read()).isEqualTo(0xff);
      assertThat(source.readAllBytes()).containsExactly(3);
      assertThat(source.read()).isEqualTo(-1);
      assertThat(source.bytes()).isEqualTo(3);
      assertThat(source.fault()).isEmpty();
    }
    assertThat(told).containsExactly(1L, 1L, 1L);
  }

  @Test
  void breaks_off_once_told_to_stop() throws IOException {
    try (WatchedSource source = watched(new ByteArrayInputStream(CONTENT))) {
      stop.give();

      assertThatThrownBy(source::read).isInstanceOf(InterruptedIOException.class);
      assertThat(source.fault()).containsInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void remembers_why_reading_failed() throws IOException {
    IOException fault = new IOException("Input/output error");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw fault;
          }
        };
    try (WatchedSource source = watched(broken)) {
      assertThatThrownBy(source::readAllBytes).isSameAs(fault);
      assertThat(source.fault()).containsSame(fault);
    }
  }
}
