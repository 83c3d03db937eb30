package dev.mediakeep.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the modules may know of each other. Each rule is made for a root package, so that the same
 * rule is run on the product and on a planted violation under {@code witness}.
 */
final class ArchitectureRules {
  static final List<String> CONCEPTS =
      List.of("error", "format", "id", "job", "media", "memory", "net", "schema", "webhook");
  static final List<String> ADAPTERS = List.of("sqlite", "fs", "webhook.http", "web", "ops");

  private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages();

  private ArchitectureRules() {}

  static ArchRule domainKnowsOnlyJavaBase(String root) {
    DescribedPredicate<JavaClass> allowed =
        DescribedPredicate.describe(
            "java.base, JSpecify or the domain",
            type ->
                JAVA_BASE.contains(type.getPackageName())
                    || type.getPackageName().startsWith("org.jspecify.")
                    || type.isPrimitive()
                    || inDomain(root, type));
    return noClasses()
        .that(DescribedPredicate.describe("are in the domain", type -> inDomain(root, type)))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.not(allowed.onResultOf(JavaClass::getBaseComponentType)))
        .because("the domain is tested and embedded without a database, a framework or a logger");
  }

  private static boolean inDomain(String root, JavaClass type) {
    return CONCEPTS.stream()
        .anyMatch(concept -> type.getPackageName().equals(root + "." + concept));
  }

  static ArchRule adapterKnowsNoOther(String root, String adapter) {
    String[] others =
        ADAPTERS.stream()
            .filter(other -> !other.equals(adapter))
            .map(other -> root + "." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "." + adapter + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("an adapter is replaced alone; only embedded and app wire them");
  }

  static ArchRule conceptsHaveNoCycle(String root) {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a concept that needs another one back cannot be understood alone");
  }

  static ArchRule timeAndChanceAreInjected(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".app..", root + ".embedded..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .because(
            "a test sets the clock and the seed; only the composition root reads the real ones");
  }

  static ArchRule publicTypesAreUsed(String root, Set<String> entryPoints) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(root + ".testkit..", root + ".memory..")
        .and()
        .haveModifier(JavaModifier.PUBLIC)
        .and()
        .areTopLevelClasses()
        .and(
            DescribedPredicate.describe(
                "are no entry points", type -> !entryPoints.contains(type.getSimpleName())))
        .should(beUsedOutsideTheirPackage())
        .because("what is public must be kept stable, and what nobody uses need not be");
  }

  private static ArchCondition<JavaClass> beUsedOutsideTheirPackage() {
    return new ArchCondition<>("be used outside their package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used = isUsedOutside(type) || isAnsweredByUsed(type);
        events.add(
            new SimpleConditionEvent(type, used, type.getName() + " is public and used by nobody"));
      }
    };
  }

  private static boolean isUsedOutside(JavaClass type) {
    return Stream.concat(Stream.of(type), nested(type))
        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
  }

  /** Whether a caller may get hold of it: the answer of a public method of a type that is used. */
  private static boolean isAnsweredByUsed(JavaClass type) {
    return type.getMethodsWithReturnTypeOfSelf().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .map(JavaMember::getOwner)
        .anyMatch(owner -> !owner.equals(type) && isUsedOutside(owner));
  }

  private static Stream<JavaClass> nested(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(other -> other.getName().startsWith(type.getName() + "$"));
  }

  static ArchRule namesSaySomething(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Dto")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .because("a name says what a thing is, not that it is one");
  }
}
