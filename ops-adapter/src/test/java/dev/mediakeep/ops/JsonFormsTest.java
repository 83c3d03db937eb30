package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.testkit.GoldenItem;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonFormsTest {
  @Test
  void an_item_has_the_form_that_all_show() throws IOException {
    for (GoldenItem golden : List.of(GoldenItem.full(), GoldenItem.minimal())) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
        JsonForms.write(json, golden.media());
      }
      assertThat(text).hasToString(golden.json());
    }
  }
}
