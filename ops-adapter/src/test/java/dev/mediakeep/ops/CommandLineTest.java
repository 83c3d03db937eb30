package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of verbs stand on: a command line over a home in memory, in a folder of its own.
 */
abstract class CommandLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  final FakeHomes homes = new FakeHomes();
  final Map<String, String> environment = new HashMap<>();

  /** What a run left: its exit status and what it printed, with the test's folder left out. */
  record Result(int status, String out, String err) {
    JsonNode json() {
      return parsed(out);
    }

    JsonNode jsonError() {
      return parsed(err);
    }

    private static JsonNode parsed(String text) {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(text, e);
      }
    }
  }

  final Result run(String... args) {
    return run(builder -> builder, args);
  }

  final Result runOnTerminal(int columns, String... args) {
    return run(builder -> builder.terminalColumns(columns), args);
  }

  private Result run(UnaryOperator<CommandLineInterface.Builder> setup, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLineInterface.Builder builder =
        CommandLineInterface.builder(homes, new PrintWriter(out), new PrintWriter(err))
            .environment(environment)
            .workingFolder(folder);
    int status = setup.apply(builder).build().run(args);
    return new Result(status, localised(out), localised(err));
  }

  /** A command line that nobody listens to. */
  final CommandLineInterface commandLine() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return CommandLineInterface.builder(homes, nowhere, nowhere).workingFolder(folder).build();
  }

  private String localised(StringWriter text) {
    return text.toString()
        .replace(System.lineSeparator(), "\n")
        .replace(folder.toString() + folder.getFileSystem().getSeparator(), "");
  }

  /** Writes a file below the test's folder. */
  final Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Adds an item to the home. */
  final Media added(String content, MediaDetails details) {
    Configuration defaults =
        new ConfigurationSources(Map.of(), Map.of(), Map.of(), "").resolve(folder);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return switch (homes
        .library(defaults)
        .add(NewMedia.of(details), new ByteArrayInputStream(bytes))) {
      case AddResult.Added(var media) -> media;
      case AddResult.Existing(var media) -> media;
      case AddResult.Refused(var problem) -> throw new AssertionError(problem);
    };
  }

  @AfterEach
  final void each_opened_home_was_closed() {
    assertThat(homes.open).hasValue(0);
  }
}
