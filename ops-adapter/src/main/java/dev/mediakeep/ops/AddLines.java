package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** How the outcomes of files and their sum are printed. */
final class AddLines {
  private AddLines() {}

  /** Prints what became of a file. */
  static void say(Console console, FileOutcome outcome) {
    String file = shown(outcome.file());
    console.say(
        switch (outcome) {
          case FileOutcome.Added it -> "added " + it.id() + " " + file;
          case FileOutcome.Existing it -> "existing " + it.id() + " " + file;
          case FileOutcome.Refused it -> "refused " + file + ": " + reasonOf(it);
          case FileOutcome.Skipped it -> "skipped " + file + ": " + it.reason().text();
          case FileOutcome.Interrupted it -> "interrupted " + file;
        });
  }

  private static String reasonOf(FileOutcome.Refused refused) {
    return refused.problem().message() + " (" + refused.problem().code() + ")";
  }

  private static String shown(Path file) {
    return Words.harmless(file.toString());
  }

  /** Prints the sum. */
  static void saySum(Console console, AddTally tally) {
    console.say("added " + files(tally.added()) + ", " + Sizes.show(tally.addedBytes()));
    if (tally.existing() > 0) {
      console.say("existing " + files(tally.existing()) + ", already there");
    }
    if (tally.interrupted() > 0) {
      console.say("interrupted " + files(tally.interrupted()) + ", not kept");
    }
    if (tally.refused() > 0) {
      console.say("refused " + files(tally.refused()));
      tally.refusals().values().forEach(refusals -> sayRefusals(console, refusals));
    }
    if (tally.skipped() > 0) {
      console.say("skipped " + Sizes.showCount(tally.skipped()));
      tally
          .skips()
          .forEach(
              (reason, count) -> console.say("  " + Sizes.showCount(count) + " " + reason.text()));
    }
  }

  private static void sayRefusals(Console console, AddTally.Refusals refusals) {
    FileOutcome.Refused example = refusals.example();
    console.say("  " + Sizes.showCount(refusals.count()) + " " + example.problem().code());
    console.say("    such as " + shown(example.file()) + ": " + example.problem().message());
    console.say("    hint: " + example.problem().hint());
  }

  /** A number of files. */
  static String files(long count) {
    return Sizes.showCount(count) + (count == 1 ? " file" : " files");
  }

  /** Writes what became of a file. */
  static void write(JsonGenerator json, FileOutcome outcome) {
    try {
      json.writeStartObject();
      json.writeStringField("path", outcome.file().toString());
      switch (outcome) {
        case FileOutcome.Added it -> writeItem(json, "added", it.id().toString());
        case FileOutcome.Existing it -> writeItem(json, "existing", it.id().toString());
        case FileOutcome.Refused it -> {
          json.writeStringField("outcome", "refused");
          json.writeFieldName("problem");
          JsonForms.write(json, it.problem());
        }
        case FileOutcome.Skipped it -> {
          json.writeStringField("outcome", "skipped");
          json.writeStringField("reason", it.reason().text());
        }
        case FileOutcome.Interrupted it -> json.writeStringField("outcome", "interrupted");
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a print writer does not throw", e);
    }
  }

  private static void writeItem(JsonGenerator json, String outcome, String id) throws IOException {
    json.writeStringField("outcome", outcome);
    json.writeStringField("id", id);
  }

  /** Writes the sum as fields of the object that is open. */
  static void writeSum(JsonGenerator json, AddTally tally) throws IOException {
    json.writeNumberField("added", tally.added());
    json.writeNumberField("addedBytes", tally.addedBytes());
    json.writeNumberField("existing", tally.existing());
    json.writeNumberField("refused", tally.refused());
    json.writeNumberField("skipped", tally.skipped());
    json.writeNumberField("interrupted", tally.interrupted());
  }
}
