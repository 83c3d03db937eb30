package dev.mediakeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ArchitectureTest {
  private static final String ROOT = "dev.mediakeep";
  private static final String WITNESS = "dev.mediakeep.app.witness";
  private static final int MOST_PUBLIC_TYPES = 3;
  private static final List<String> ADAPTERS = ArchitectureRules.ADAPTERS;

  /** Types that somebody outside starts from; nobody inside needs to. */
  private static final Set<String> ENTRY_POINTS =
      Set.of(
          "Main",
          "Warmup",
          // What an app that drives its own jobs calls and implements.
          "JobRunner",
          "RunnerConfig",
          "RunnerListener",
          "UnnotedHandleException",
          "JobListener",
          "JobCursor",
          // What a receiver of webhooks verifies them with.
          "WebhookVerifier");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(WITNESS);

  @Test
  void the_domain_knows_only_java_base() {
    holdsAndCatches(
        ArchitectureRules.domainKnowsOnlyJavaBase(ROOT),
        ArchitectureRules.domainKnowsOnlyJavaBase(WITNESS),
        "LoggingMedia");
  }

  @ParameterizedTest
  @FieldSource("ADAPTERS")
  void an_adapter_knows_no_other(String adapter) {
    assertThat(PRODUCT.containPackage(ROOT + "." + adapter)).isTrue();
    ArchitectureRules.adapterKnowsNoOther(ROOT, adapter).check(PRODUCT);
  }

  @Test
  void an_adapter_that_knows_another_is_caught() {
    assertCatches(ArchitectureRules.adapterKnowsNoOther(WITNESS, "web"), "NosyRoutes");
  }

  @Test
  void concepts_have_no_cycle() {
    holdsAndCatches(
        ArchitectureRules.conceptsHaveNoCycle(ROOT),
        ArchitectureRules.conceptsHaveNoCycle(WITNESS),
        "EntangledJob");
  }

  @Test
  void time_and_chance_are_injected() {
    holdsAndCatches(
        ArchitectureRules.timeAndChanceAreInjected(ROOT),
        ArchitectureRules.timeAndChanceAreInjected(WITNESS),
        "LoggingMedia");
  }

  @Test
  void public_types_are_used() {
    holdsAndCatches(
        ArchitectureRules.publicTypesAreUsed(ROOT, ENTRY_POINTS),
        ArchitectureRules.publicTypesAreUsed(WITNESS, ENTRY_POINTS),
        "ForgottenHandler");
  }

  @Test
  void names_say_something() {
    holdsAndCatches(
        ArchitectureRules.namesSaySomething(ROOT),
        ArchitectureRules.namesSaySomething(WITNESS),
        "MediaManager");
  }

  @ParameterizedTest
  @FieldSource("ADAPTERS")
  void an_adapter_shows_at_most_three_types(String adapter) {
    assertThat(PRODUCT.getPackage(ROOT + "." + adapter).getClasses())
        .filteredOn(type -> type.isTopLevelClass() && !type.isArray())
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .hasSizeBetween(1, MOST_PUBLIC_TYPES);
  }

  private static void holdsAndCatches(ArchRule onProduct, ArchRule onWitness, String culprit) {
    onProduct.check(PRODUCT);
    assertCatches(onWitness, culprit);
  }

  private static void assertCatches(ArchRule rule, String culprit) {
    assertThat(rule.evaluate(PLANTED).getFailureReport().getDetails())
        .anySatisfy(detail -> assertThat(detail).contains(culprit));
  }
}
