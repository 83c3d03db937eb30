package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.format.MediaFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
  @Test
  void a_digest_becomes_its_hex() {
    byte[] digest = new byte[32];
    digest[0] = (byte) 0xff;
    digest[31] = 1;
    assertThat(Sha256.of(digest)).hasToString("ff" + "0".repeat(61) + "1");
    assertThatThrownBy(() -> Sha256.of(new byte[31])).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../../../../../../../../../../../../../../../../../../etc/passwd",
        "ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB",
        "abababababababababababababababababababababababababababababababa",
        "abababababababababababababababababababababababababababababababab\n"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> new Sha256(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void a_key_is_the_name_of_a_file() {
    Sha256 hash = new Sha256("ab".repeat(32));
    assertThat(new BlobKey(hash, MediaFormat.JPEG)).hasToString("ab".repeat(32) + ".jpg");
  }
}
