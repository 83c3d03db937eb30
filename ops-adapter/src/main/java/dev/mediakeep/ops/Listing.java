package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Prints pages of something, as a table or as JSON: one page with where the next begins, or all of
 * them one after the other.
 *
 * @param <T> what is listed
 * @param <C> where a page begins
 */
final class Listing<T, C> {
  private final Invocation invocation;
  private final Consumer<List<T>> table;
  private final Form<T> form;
  private final Function<C, String> encoding;

  /** Writes one of them as JSON. */
  @FunctionalInterface
  interface Form<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  /**
   * A page.
   *
   * @param next where the next one begins; empty when this is the last
   */
  record Part<T, C>(List<T> items, Optional<C> next) {}

  Listing(
      Invocation invocation, Consumer<List<T>> table, Form<T> form, Function<C, String> encoding) {
    this.invocation = invocation;
    this.table = table;
    this.form = form;
    this.encoding = encoding;
  }

  /** One page; as JSON in the form in which HTTP gives it. */
  void say(Part<T, C> page) {
    Console console = invocation.console();
    Optional<String> next = page.next().map(encoding);
    if (invocation.isJson()) {
      console.sayJson(json -> {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (T item : page.items()) {
          form.write(json, item);
        }
        json.writeEndArray();
        json.writeStringField("next", next.orElse(null));
        json.writeEndObject();
      });
    } else {
      table.accept(page.items());
      next.ifPresent(cursor -> console.note("there are more: repeat with --cursor " + cursor));
    }
  }

  /** All pages from a place on, until nobody listens any more; as JSON one a line. */
  void sayAll(Function<Optional<C>, Part<T, C>> pages, Optional<C> from) {
    Console console = invocation.console();
    Optional<C> place = from;
    do {
      Part<T, C> page = pages.apply(place);
      if (invocation.isJson()) {
        page.items().forEach(item -> console.sayJson(json -> form.write(json, item)));
      } else {
        table.accept(page.items());
      }
      place = page.next();
    } while (place.isPresent() && console.isHeard() && !invocation.stop().isGiven());
  }
}
