package dev.mediakeep.ops;

import java.util.Map;

/** A report of names and values. */
final class Facts {
  private Facts() {}

  /** Prints one line a fact, its value under the others' values; or a JSON object of texts. */
  static void say(Invocation invocation, Map<String, String> facts) {
    Console console = invocation.console();
    if (invocation.isJson()) {
      console.sayJson(json -> {
        json.writeStartObject();
        for (Map.Entry<String, String> fact : facts.entrySet()) {
          json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
      });
    } else {
      sayText(console, facts);
    }
  }

  /** Prints one line a fact, its value under the others' values. */
  static void sayText(Console console, Map<String, String> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach((name, value) ->
        console.say(name + " ".repeat(width - name.length() + 2) + Words.harmless(value)));
  }
}
