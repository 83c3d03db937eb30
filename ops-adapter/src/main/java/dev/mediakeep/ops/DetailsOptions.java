package dev.mediakeep.ops;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import dev.mediakeep.media.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is said of each file that is added. */
final class DetailsOptions {
  @Option(names = "--owner", paramLabel = "OWNER", description = "whose it is (anonymous)")
  private OwnerId owner = OwnerId.ANONYMOUS;

  @Option(
      names = "--visibility",
      paramLabel = "WHO",
      description = "private (the default), unlisted or public")
  private Visibility visibility = Visibility.PRIVATE;

  @Option(names = "--tag", paramLabel = "TAG", description = "a word to file it under; repeatable")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--starred", description = "mark it as a favourite")
  private boolean starred;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "what was asked for")
  private Optional<String> prompt = Optional.empty();

  @Option(names = "--negative-prompt", paramLabel = "TEXT", description = "what was to be left out")
  private Optional<String> negativePrompt = Optional.empty();

  @Option(names = "--model", paramLabel = "NAME", description = "the model that made it")
  private Optional<String> model = Optional.empty();

  @Option(names = "--provider", paramLabel = "NAME", description = "who ran the model")
  private Optional<String> provider = Optional.empty();

  @Option(names = "--seed", paramLabel = "NUMBER", description = "the generator's seed")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--parameters", paramLabel = "JSON", description = "further facts, an object")
  private Optional<JsonObject> parameters = Optional.empty();

  @Option(names = "--parent", paramLabel = "ID", description = "the item that it was made from")
  private Optional<MediaId> parent = Optional.empty();

  @Option(names = "--job", paramLabel = "ID", description = "the job that made it")
  private Optional<JobId> job = Optional.empty();

  Optional<MediaId> parent() {
    return parent;
  }

  /**
   * The details as given.
   *
   * @param client the program that adds it
   * @throws dev.mediakeep.error.InvalidValueException when one of them breaks its rule
   */
  MediaDetails details(String client) {
    return MediaDetails.builder()
        .owner(owner)
        .visibility(visibility)
        .tags(Tags.of(tags))
        .starred(starred)
        .recipe(new Recipe(prompt, negativePrompt, model, provider, seed, parameters))
        .origin(new Origin(parent, job, Optional.of(client)))
        .build();
  }
}
