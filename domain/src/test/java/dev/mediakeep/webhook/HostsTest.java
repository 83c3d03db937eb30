package dev.mediakeep.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final JobId JOB = JobId.parse("01930000-0000-7000-8000-000000000001");
  private static final Asker ADA = new Asker(new OwnerId("ada"), "home");
  private static final Asker BOB = new Asker(new OwnerId("bob"), "home");
  private static final Asker EVE = new Asker(new OwnerId("ada"), "cafe");

  private final Hosts hosts = new Hosts(CourierConfig.ofDefaults());
  private long number;

  private WebhookMessage message(Asker asker, String host) {
    number++;
    MessageId id = new MessageId(JOB, NOW.plusMillis(number));
    return new WebhookMessage(id, asker, new WebhookUrl("https://" + host + "/"), "{}", id.end());
  }

  private boolean take(Asker asker, String host) {
    return hosts.take(message(asker, host), NOW);
  }

  /** Takes places for hosts that nobody knows, until there is none. */
  private List<WebhookMessage> flood(Asker asker) {
    List<WebhookMessage> taken = new ArrayList<>();
    WebhookMessage next = message(asker, "h" + number + ".example");
    while (hosts.take(next, NOW)) {
      taken.add(next);
      next = message(asker, "h" + number + ".example");
    }
    return taken;
  }

  /** Takes places for hosts that answered at once, until there is none. */
  private int floodKnown(Asker asker) {
    int taken = -1;
    boolean isTaken = true;
    while (isTaken) {
      taken++;
      String host = "known" + number + ".example";
      hosts.answered(host, true, NOW);
      isTaken = take(asker, host);
    }
    return taken;
  }

  /** Lets each take one place after the other, until nobody can. */
  private void floodTogether(List<Asker> askers) {
    boolean isTaken = true;
    while (isTaken) {
      isTaken = false;
      for (Asker asker : askers) {
        isTaken |= take(asker, "h" + number + ".example");
      }
    }
  }

  @Test
  void names_without_end_get_an_eighth_of_all_places() {
    assertThat(flood(ADA)).hasSize(8);
    assertThat(hosts.beginLook(NOW).without().askers()).as("known hosts").isEmpty();
    assertThat(take(BOB, "new.example")).isTrue();
    assertThat(take(EVE, "other.example")).isTrue();
  }

  @Test
  void some_places_are_left_however_many_take_all_they_can() {
    floodTogether(
        IntStream.range(0, 6).mapToObj(i -> new Asker(new OwnerId("o" + i), "home")).toList());
    assertThat(take(BOB, "new.example")).isTrue();
    floodTogether(
        IntStream.range(0, 6).mapToObj(i -> new Asker(new OwnerId("o"), "a" + i)).toList());
    assertThat(take(EVE, "other.example")).isTrue();
  }

  @Test
  void hosts_that_are_known_have_half_of_the_places() {
    for (int address = 0; address < 100; address++) {
      flood(new Asker(new OwnerId("o"), "a" + address));
    }
    assertThat(take(ADA, "new.example")).as("doubtful ones have all they may have").isFalse();
    assertThat(floodKnown(ADA)).isEqualTo(8);
  }

  @Test
  void who_asks_alone_has_a_quarter_for_hosts_that_are_known() {
    assertThat(floodKnown(ADA)).isEqualTo(16);
    DueQuery look = hosts.beginLook(NOW);
    assertThat(look.without().askers()).containsExactly(ADA);
    assertThat(look.without().addresses()).isEmpty();
    hosts.answered("bobs.example", true, NOW);
    assertThat(take(BOB, "bobs.example")).isTrue();
  }

  @Test
  void an_address_that_has_its_share_is_looked_past() {
    for (int owner = 0; owner < 100; owner++) {
      floodKnown(new Asker(new OwnerId("o" + owner), "home"));
    }
    assertThat(hosts.beginLook(NOW).without().addresses()).containsExactly("home");
  }

  @Test
  void a_place_that_is_given_back_is_free() {
    List<WebhookMessage> taken = flood(ADA);
    taken.forEach(hosts::release);
    hosts.beginLook(NOW);
    assertThat(flood(ADA)).hasSameSizeAs(taken);
  }

  @Test
  void a_host_is_known_while_it_answers_at_once() {
    flood(ADA);
    hosts.answered("a.example", true, NOW);
    assertThat(take(ADA, "a.example")).isTrue();
    hosts.answered("a.example", false, NOW);
    assertThat(take(ADA, "a.example")).as("slow").isFalse();
    hosts.answered("b.example", true, NOW);
    hosts.failed("b.example", NOW, Optional.empty());
    assertThat(take(ADA, "b.example")).as("failed").isFalse();
    hosts.answered("c.example", true, NOW);
    hosts.forgetBefore(NOW.plus(Duration.ofDays(1)));
    assertThat(take(ADA, "c.example")).as("long ago").isFalse();
  }

  @Test
  void a_bounded_number_of_hosts_is_known() {
    for (int i = 0; i < 1_500; i++) {
      hosts.answered("h" + i + ".example", true, NOW);
    }
    assertThat(hosts.beginLook(NOW).preferred())
        .hasSize(1_000)
        .contains("h1499.example")
        .doesNotContain("h499.example");
  }

  @Test
  void one_at_a_time_is_possible() {
    Hosts narrow = new Hosts(CourierConfig.builder().atATime(1).atATimePerHost(1).build());
    WebhookMessage first = message(ADA, "a.example");
    assertThat(narrow.take(first, NOW)).isTrue();
    assertThat(narrow.take(message(BOB, "b.example"), NOW)).isFalse();
    narrow.release(first);
    assertThat(narrow.take(message(BOB, "b.example"), NOW)).isTrue();
  }
}
