package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Recipe;
import java.util.Optional;

/** What is said of the video that a job has made. */
public final class JobResult {
  private JobResult() {}

  /**
   * A private item of the job's owner. One that is there already is reused: it is this very video
   * where a worker kept it and was lost before it could say so.
   */
  public static NewMedia of(Job job) {
    MediaDetails details =
        MediaDetails.builder()
            .owner(job.request().owner())
            .recipe(recipe(job.request()))
            .origin(new Origin(Optional.empty(), Optional.of(job.id()), Optional.empty()))
            .build();
    return NewMedia.of(details).reusingDuplicates();
  }

  private static Recipe recipe(JobRequest request) {
    JsonObject parameters = request.parameters();
    Recipe plain =
        Recipe.builder()
            .provider(request.lane().provider())
            .model(request.lane().model())
            .parameters(parameters)
            .build();
    try {
      return plain.toBuilder()
          .prompt(parameters.string("prompt"))
          .negativePrompt(parameters.string("negativePrompt"))
          .model(parameters.string("model").or(plain::model))
          .build();
    } catch (InvalidValueException e) {
      return plain; // the parameters hold it all, and a paid video is not lost for a long prompt
    }
  }
}
