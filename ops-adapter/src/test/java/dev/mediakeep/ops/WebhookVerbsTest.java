package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.WebhookSecret;
import dev.mediakeep.webhook.WebhookUrl;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@code webhooks list}, {@code retry}, {@code secret} and {@code rotate}. */
final class WebhookVerbsTest extends CommandLineTest {
  private static final Lane LANE = SampleJobs.LANE;

  private final WebhookSecret master = WebhookSecret.generate(new SplittableRandom(1));

  @Test
  void shows_the_secret_of_a_host() {
    homes.secrets.add(master);
    String secret = master.forReceiver("hooks.example.org").text();
    assertThat(run("webhooks", "secret", "Hooks.Example.org").out()).isEqualTo(secret + "\n");
    assertThat(run("webhooks", "secret", "hooks.example.org:8443").out()).isEqualTo(secret + "\n");
    Result json = run("webhooks", "secret", "hooks.example.org", "--json");
    assertThat(json.json().get("host").asText()).isEqualTo("hooks.example.org");
    assertThat(json.json().get("secrets").get(0).asText()).isEqualTo(secret);
  }

  @Test
  void says_that_there_is_no_secret_yet() {
    Result result = run("webhooks", "secret", "hooks.example.org");
    assertThat(result.status()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("the first serve makes one");
  }

  @Test
  void refuses_what_is_no_host() {
    homes.secrets.add(master);
    assertThat(run("webhooks", "secret", "no host").status()).isEqualTo(2);
  }

  @Test
  void rotates_in_two_steps() {
    assertThat(run("webhooks", "rotate").err()).contains("there is no secret yet");
    homes.secrets.add(master);
    assertThat(run("webhooks", "rotate", "--finish").status()).as("none under way").isOne();
    assertThat(run("webhooks", "rotate").status()).isZero();
    assertThat(homes.secrets).hasSize(2).element(1).isEqualTo(master);
    assertThat(run("webhooks", "secret", "a.example").out().lines()).hasSize(2);
    assertThat(run("webhooks", "rotate").err()).contains("a rotation is under way");
    assertThat(homes.secrets).as("unchanged").hasSize(2);
    assertThat(run("webhooks", "rotate", "--finish").status()).isZero();
    assertThat(homes.secrets).hasSize(1).doesNotContain(master);
  }

  @Test
  void lists_what_became_of_webhooks_without_their_paths() {
    Delivery failed = failed();
    Result result = run("webhooks", "list");
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains(failed.message().id().toString(), "hooks.example.org", "failed", "answered 500")
        .doesNotContain("hunter2");
    Result json = run("webhooks", "list", "--state", "failed", "--json");
    assertThat(json.json().get("webhooks")).hasSize(1);
    assertThat(json.json().get("webhooks").get(0).get("tries").asInt()).isOne();
    assertThat(run("webhooks", "list", "--state", "due", "--json").json().get("webhooks"))
        .isEmpty();
    String job = failed.message().id().job().toString();
    assertThat(run("webhooks", "list", "--job", job, "--json").json().get("webhooks")).hasSize(1);
    assertThat(run("webhooks", "list", "--limit", "0").status()).isEqualTo(2);
  }

  @Test
  void sends_anew_what_was_given_up() {
    String id = failed().message().id().toString();
    assertThat(run("webhooks", "retry", id).out()).isEqualTo("due " + id + "\n");
    Delivery due = homes.jobs.webhooks().list(DeliveryQuery.ofNewest(1)).getFirst();
    assertThat(due.state()).isInstanceOf(Delivery.State.Due.class);
    assertThat(due.tries()).as("it has all its tries before it").isZero();
    Result again = run("webhooks", "retry", id);
    assertThat(again.status()).isOne();
    assertThat(again.err()).contains("must have been given up to be sent anew, is due");
    String absent = "msg_019ae2f0-1c40-7000-8000-000000000009_1";
    assertThat(run("webhooks", "retry", absent, "--json").json().at("/items/0/problem/code"))
        .hasToString("\"WEBHOOK_NOT_FOUND\"");
    assertThat(run("webhooks", "retry", "7").status()).isEqualTo(2);
  }

  private Delivery failed() {
    homes.jobs.putLane(LaneRule.ofDefaults(LANE));
    JobRequest request =
        JobRequest.builder(OwnerId.ANONYMOUS, LANE)
            .webhook(new WebhookUrl("https://hooks.example.org/hunter2"))
            .build();
    NewJob asked = new SampleJobs(homes.clock, 1).next(request);
    homes.jobs.enqueue(asked);
    homes.jobs.change(asked.id(), new JobCommand.End(Stop.Reason.CANCELLED), homes.clock.instant());
    Delivery due = homes.jobs.webhooks().list(DeliveryQuery.ofNewest(1)).getFirst();
    Delivery failed =
        due.tried(new Delivery.State.Failed(homes.clock.instant()), Optional.of("answered 500"));
    assertThat(homes.jobs.webhooks().record(failed)).isTrue();
    return failed;
  }
}
