package dev.mediakeep.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.webhook.WebhookSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookSecretFileTest {
  private final SplittableRandom random = new SplittableRandom(1);
  private final WebhookSecret first = WebhookSecret.generate(random);
  private final WebhookSecret second = WebhookSecret.generate(random);
  private final WebhookSecret third = WebhookSecret.generate(random);

  @TempDir private Path folder;
  private WebhookSecretFile secrets;

  @BeforeEach
  void open() {
    secrets = new WebhookSecretFile(folder, new LocalDisk());
  }

  @Test
  void knows_none_at_first() {
    assertThat(secrets.list()).isEmpty();
    assertThat(secrets.retireOld()).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keeps_a_secret_for_its_owner_only() throws Exception {
    secrets.add(first);
    assertThat(new WebhookSecretFile(folder, new LocalDisk()).list()).containsExactly(first);
    Path file = folder.resolve("webhook-secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void keeps_the_two_newest_until_the_old_one_is_retired() {
    secrets.add(first);
    secrets.add(second);
    secrets.add(third);
    assertThat(secrets.list()).containsExactly(third, second);
    assertThat(secrets.retireOld()).isTrue();
    assertThat(secrets.list()).containsExactly(third);
    assertThat(secrets.retireOld()).isFalse();
  }

  @Test
  void reads_what_an_operator_wrote() throws Exception {
    Files.writeString(
        folder.resolve("webhook-secret"),
        "\n# ours\r\n  " + second.text() + "  \r\n" + first.text());
    assertThat(secrets.list()).containsExactly(second, first);
  }

  @Test
  void goes_on_after_a_change_that_was_cut_off() throws Exception {
    Files.writeString(folder.resolve("webhook-secret.new"), "whsec_");
    secrets.add(first);
    assertThat(secrets.list()).containsExactly(first);
  }

  @Test
  void refuses_what_is_no_secret_and_does_not_repeat_it() throws Exception {
    Files.writeString(folder.resolve("webhook-secret"), "whsec_hunter2hunter2");
    assertThatThrownBy(secrets::list)
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_DAMAGED))
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
    Files.writeString(folder.resolve("webhook-secret"), "#".repeat(5_000));
    assertThatThrownBy(secrets::list).isInstanceOf(MediakeepException.class);
  }
}
