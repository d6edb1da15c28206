package torch4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of ARCHITECTURE.md that a machine can check. */
@AnalyzeClasses(
    packages = "torch4j",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.LibraryOnly.class})
final class ArchitectureTest {
  /** Samples may do what the library may not. */
  static final class LibraryOnly implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("samples");
    }
  }

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("torch4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule lowerLayers_doNotKnowTraining =
      noClasses()
          .that()
          .resideOutsideOfPackage("torch4j.training..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("torch4j.training..");

  @ArchTest
  static final ArchRule nn_knowsNoOptimizerAndNoData =
      noClasses()
          .that()
          .resideInAPackage("torch4j.nn..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("torch4j.optim..", "torch4j.data..", "torch4j.amp..");

  @ArchTest
  static final ArchRule optim_knowsNoModulesAndNoData =
      noClasses()
          .that()
          .resideInAPackage("torch4j.optim..")
          .and()
          .resideOutsideOfPackage(
              "torch4j.optim.swa") // averages models, and runs data through them
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("torch4j.nn..", "torch4j.data..");

  @ArchTest
  static final ArchRule onlyStartUp_touchesTheLoader =
      noClasses()
          .that(not(resideInAPackage("torch4j.internal")))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.bytedeco.javacpp.Loader");

  @ArchTest
  static final ArchRule nativeMethods_areInPackagePrivateNativeClasses =
      methods()
          .that()
          .haveModifier(JavaModifier.NATIVE)
          .should()
          .beDeclaredInClassesThat(simpleNameStartingWith("Native").and(not(publicClass())));

  @ArchTest
  static final ArchRule nativeClasses_areOneToAPackage =
      classes()
          .that(simpleNameStartingWith("Native").and(declaringNativeMethods()))
          .should(beAloneInTheirPackage());

  // Signatures have torch4j's types; from these the presets' can be had, and made.
  @ArchTest
  static final ArchRule publicSignatures_haveNothingOfThePresets =
      codeUnits()
          .that()
          .areDeclaredInClassesThat(publicClass())
          .and()
          .areDeclaredInClassesThat(not(resideInAPackage("torch4j.internal..")))
          .and()
          .areDeclaredInClassesThat(not(bridges()))
          .and(publicOrProtected())
          .should(haveNothingOfThePresets());

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> bridges() {
    Set<Class<?>> bridges =
        Set.of(
            Tensor.class,
            DType.class,
            Device.class,
            Layout.class,
            MemoryFormat.class,
            Generator.class,
            Scope.class);
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "bridges to the presets",
        javaClass -> bridges.stream().anyMatch(bridge -> javaClass.isEquivalentTo(bridge)));
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaCodeUnit> publicOrProtected() {
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "public or protected",
        unit ->
            unit.getModifiers().contains(JavaModifier.PUBLIC)
                || unit.getModifiers().contains(JavaModifier.PROTECTED));
  }

  private static ArchCondition<JavaCodeUnit> haveNothingOfThePresets() {
    return new ArchCondition<>("have nothing of the presets") {
      @Override
      public void check(JavaCodeUnit item, ConditionEvents events) {
        boolean none =
            Stream.concat(
                    Stream.of(item.getReturnType()),
                    item.getParameters().stream().map(JavaParameter::getType))
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .noneMatch(type -> type.getPackageName().startsWith("org.bytedeco"));
        events.add(new SimpleConditionEvent(item, none, item.getDescription()));
      }
    };
  }

  @ArchTest
  static final ArchRule library_printsNothing =
      noClasses()
          .that()
          .doNotHaveSimpleName("ProgressBar") // which is there to print
          .and()
          .doNotHaveSimpleName("BarDisplay")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule library_logsThroughSystemLogger = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> publicClass() {
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "public", javaClass -> javaClass.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> declaringNativeMethods() {
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "declaring native methods",
        javaClass ->
            javaClass.getMethods().stream()
                .anyMatch(method -> method.getModifiers().contains(JavaModifier.NATIVE)));
  }

  private static ArchCondition<JavaClass> beAloneInTheirPackage() {
    Map<String, String> first = new HashMap<>();
    return new ArchCondition<>("be alone in their package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String other = first.putIfAbsent(item.getPackageName(), item.getName());
        events.add(
            new SimpleConditionEvent(item, other == null, item.getName() + " is beside " + other));
      }
    };
  }
}
