package org.datanet.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Multi;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The five rules of `docs/architecture.md`. Every module but the demo is on this class path.
@AnalyzeClasses(packages = "org.datanet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String MODEL = "org.datanet.inference.model";

  /// Modules that do not know each other, by package; the longest match names a class' module.
  private static final List<String> SIBLINGS =
      List.of(
          "org.datanet.curation",
          "org.datanet.access",
          "org.datanet.anonymization",
          "org.datanet.attribution",
          "org.datanet.governance",
          "org.datanet.training",
          MODEL,
          "org.datanet.inference");

  @ArchTest
  static final ArchRule arrowsPointDownAndNeverSideways =
      CompositeArchRule.of(
              slices()
                  .assignedFrom(new Modules())
                  .should()
                  .notDependOnEachOther()
                  .ignoreDependency(
                      resideInAnyPackage("org.datanet.training..", "org.datanet.inference.."),
                      resideInAPackage(MODEL + "..")))
          .and(
              noClasses()
                  .that()
                  .resideOutsideOfPackage("org.datanet.app..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("org.datanet.app.."))
          .and(
              noClasses()
                  .that()
                  .resideInAPackage("org.datanet.kernel..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate.."));

  @ArchTest
  static final ArchRule entitiesNeverLeaveTheirPackage =
      classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

  @ArchTest
  static final ArchRule chainAndModelLibrariesHaveOneUserEach =
      CompositeArchRule.of(
              noClasses()
                  .that()
                  .resideOutsideOfPackage("org.datanet.governance..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("org.web3j.."))
          .and(
              noClasses()
                  .that()
                  .resideOutsideOfPackages("org.datanet.inference..", "org.datanet.training..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("ai.djl.."));

  /// Adapters to the machine itself: the launcher.
  @ArchTest
  static final ArchRule timeAndIdsAreInjected =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.datanet.devstack..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID");

  /// Streaming endpoints return a `Multi`, made by `ProgressStream` only; who checks tokens must
  /// answer Quarkus with a `Uni`.
  @ArchTest
  static final ArchRule mutinyStaysInStoresAndStreams =
      CompositeArchRule.of(
              noClasses()
                  .that(doNotSpeakMutiny())
                  .should()
                  .dependOnClassesThat(
                      resideInAnyPackage("io.smallrye.mutiny..", "org.hibernate.reactive..")))
          .and(
              noClasses()
                  .that()
                  .haveSimpleNameEndingWith("Resource")
                  .should()
                  .dependOnClassesThat(
                      resideInAPackage("io.smallrye.mutiny..")
                          .and(DescribedPredicate.not(assignableTo(Multi.class)))));

  private static DescribedPredicate<JavaClass> doNotSpeakMutiny() {
    return DescribedPredicate.describe(
        "are neither stores nor streams",
        type -> {
          JavaClass outer = type;
          while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
          }
          return !outer.isAssignableTo(HttpAuthenticationMechanism.class)
              && !outer.getSimpleName().matches(".*(Store|Resource)|Transactions|ProgressStream");
        });
  }

  private static final class Modules implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SIBLINGS.stream()
          .filter(root -> (type.getPackageName() + ".").startsWith(root + "."))
          .findFirst()
          .map(SliceIdentifier::of)
          .orElse(SliceIdentifier.ignore());
    }

    @Override
    public String getDescription() {
      return "modules";
    }
  }
}
