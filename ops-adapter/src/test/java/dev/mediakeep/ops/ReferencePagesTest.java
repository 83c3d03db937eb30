package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the reference pages true. {@code ./mvnw test -pl ops-adapter -am -Dmediakeep.docs.write}
 * writes them anew.
 */
final class ReferencePagesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final boolean WRITE = System.getProperty("mediakeep.docs.write") != null;

  @Test
  void command_line_page_says_what_help_says() throws IOException {
    assertPage("cli.md", ReferencePages.commandLine());
  }

  @Test
  void configuration_page_lists_the_keys() throws IOException {
    assertPage("configuration.md", ReferencePages.configuration());
  }

  private static void assertPage(String name, String text) throws IOException {
    Path page = DOCS.resolve(name);
    if (WRITE) {
      Files.createDirectories(DOCS);
      Files.writeString(page, text);
    }
    assertThat(page).as("write it anew with -Dmediakeep.docs.write").hasContent(text);
  }
}
