package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep media show}. */
@Command(
    name = "show",
    header = "Show all that is known of a media item",
    description = "Works beside a running server. Shows items in the trash too.",
    exitCodeList = "1:there is no such item",
    footer = {
      "  mediakeep media show 019ae2f0-1c40-7000-8000-000000000001",
      "  mediakeep media show --json 019ae2f0-1c40-7000-8000-000000000001"
    })
final class MediaShowCommand implements Verb {
  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "the item's id")
  private @Nullable MediaId id;

  MediaShowCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    MediaId wanted = Objects.requireNonNull(id, "picocli sets the id");
    try (OpenHome home = invocation.openReadOnly()) {
      Media media = home.media().find(wanted).orElseThrow(() -> absent(wanted));
      if (invocation.isJson()) {
        invocation.console().sayJson(json -> JsonForms.write(json, media));
      } else {
        Facts.sayText(invocation.console(), factsOf(media));
      }
    }
    return ExitStatus.DONE;
  }

  private static MediakeepException absent(MediaId id) {
    return new MediakeepException(ErrorCode.MEDIA_NOT_FOUND, "there is no media item " + id);
  }

  private static Map<String, String> factsOf(Media media) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("id", media.id().toString());
    facts.put("type", media.blob().shape().format().mimeType());
    facts.put("size", Sizes.showExactly(media.blob().sizeBytes()));
    facts.put("pixels", media.blob().shape().dimensions().toString());
    put(facts, "length", media.blob().shape().duration().map(Durations::showPlayingTime));
    facts.put("sha256", media.blob().hash().hex());
    facts.put("created", Words.time(media.createdAt()));
    putDetails(facts, media.details());
    facts.put("version", Long.toString(media.version()));
    put(facts, "trashed", media.trashedAt().map(Words::time));
    return facts;
  }

  private static void putDetails(Map<String, String> facts, MediaDetails details) {
    facts.put("owner", details.owner().value());
    facts.put("visibility", Words.of(details.visibility()));
    Recipe recipe = details.recipe();
    put(facts, "prompt", recipe.prompt());
    put(facts, "negative prompt", recipe.negativePrompt());
    put(facts, "model", recipe.model());
    put(facts, "provider", recipe.provider());
    put(facts, "seed", recipe.seed());
    put(facts, "parameters", recipe.parameters());
    put(facts, "tags", Optional.of(String.join(", ", details.tags().values())));
    facts.put("starred", details.starred() ? "yes" : "no");
    put(facts, "made from", details.origin().parent());
    put(facts, "job", details.origin().job());
    put(facts, "client", details.origin().client());
  }

  private static void put(Map<String, String> facts, String name, Optional<?> value) {
    value
        .map(Object::toString)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> facts.put(name, text));
  }
}
