package org.abcistream.dist;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Which module may know which, and how classes are named. */
@AnalyzeClasses(packages = "org.abcistream", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** Everything may use these. */
  private static final String[] COMMON = {"java..", "org.jspecify..", "org.slf4j.."};

  private static final String API = "org.abcistream.api..";
  private static final String PROTO = "org.abcistream.proto..";
  private static final String HOST = "org.abcistream.host..";
  private static final String FILE = "org.abcistream.file";
  private static final String LAYOUT = "org.abcistream.file.layout..";
  private static final String READER = "org.abcistream.file.reader..";
  private static final String CLI = "org.abcistream.cli..";
  private static final String BENCH = "org.abcistream.bench..";
  private static final String JMH = "org.openjdk.jmh..";
  private static final String PROTOBUF = "com.google.protobuf..";
  private static final String JAVACPP = "org.bytedeco.javacpp..";

  /** What is generated from the .proto files. */
  private static final String[] MESSAGES = {
    "org.abcistream.proto.cosmos..", "org.abcistream.proto.tendermint.."
  };

  @ArchTest
  static final ArchRule theApiKnowsNobody =
      classes().that().resideInAPackage(API).should().onlyDependOnClassesThat(areIn(API));

  @ArchTest
  static final ArchRule theMessagesKnowOnlyTheApi =
      classes()
          .that()
          .resideInAPackage(PROTO)
          .should()
          .onlyDependOnClassesThat(areIn(API, PROTO, PROTOBUF));

  @ArchTest
  static final ArchRule theHostKnowsNoServiceAndNoMessage =
      classes()
          .that()
          .resideInAPackage(HOST)
          .should()
          .onlyDependOnClassesThat(areIn(API, HOST, JAVACPP, "org.tomlj.."));

  @ArchTest
  static final ArchRule theFileServiceKnowsOnlyTheApi =
      classes()
          .that()
          .resideInAnyPackage(FILE, LAYOUT)
          .should()
          .onlyDependOnClassesThat(areIn(API, FILE, LAYOUT));

  @ArchTest
  static final ArchRule theReaderOfFilesKnowsMessagesInTwoClasses =
      classes()
          .that()
          .resideInAPackage(READER)
          .and()
          .haveNameNotMatching(".*\\.(StoredMetadata|MessageShape)(\\$.*)?")
          .should()
          .onlyDependOnClassesThat(areIn(API, LAYOUT, READER));

  @ArchTest
  static final ArchRule nobodyKnowsTheCommandLineTool =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  /** The module of the benchmarks knows the others; it is no part of a build that tests these. */
  @ArchTest
  static final ArchRule nobodyKnowsTheBenchmarks =
      noClasses().should().dependOnClassesThat().resideInAnyPackage(BENCH, JMH);

  @ArchTest
  static final ArchRule theCommandLineToolStreamsNothing =
      classes()
          .that()
          .resideInAPackage(CLI)
          .should()
          .onlyDependOnClassesThat(
              areIn(
                  API,
                  CLI,
                  FILE,
                  LAYOUT,
                  READER,
                  PROTO,
                  PROTOBUF,
                  "org.abcistream.host",
                  "org.abcistream.host.config..",
                  "org.abcistream.host.log..",
                  "org.abcistream.host.plugin..",
                  "com.github.luben.zstd..",
                  "org.apache.parquet..",
                  "picocli.."));

  @ArchTest
  static final ArchRule noVerbKnowsAnother =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(CLI)
          .layer("main")
          .definedBy("org.abcistream.cli")
          .layer("verbs")
          .definedBy(
              "org.abcistream.cli.check..",
              "org.abcistream.cli.convert..",
              "org.abcistream.cli.node..",
              "org.abcistream.cli.prune..",
              "org.abcistream.cli.read..",
              "org.abcistream.cli.stat..")
          .layer("common")
          .definedBy(
              "org.abcistream.cli.cursor..",
              "org.abcistream.cli.decode..",
              "org.abcistream.cli.option..",
              "org.abcistream.cli.output..",
              "org.abcistream.cli.progress..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("verbs")
          .mayOnlyBeAccessedByLayers("main");

  @ArchTest
  static final ArchRule theHostRunsOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(HOST)
          .layer("mapping")
          .definedBy("org.abcistream.host.mapping..")
          .layer("block")
          .definedBy("org.abcistream.host.block..")
          .layer("config")
          .definedBy("org.abcistream.host.config..")
          .layer("log")
          .definedBy("org.abcistream.host.log..")
          .layer("host")
          .definedBy("org.abcistream.host")
          .optionalLayer("plugin")
          .definedBy("org.abcistream.host.plugin..")
          .whereLayer("mapping")
          .mayOnlyBeAccessedByLayers("block", "host")
          .whereLayer("block")
          .mayOnlyBeAccessedByLayers("host")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("plugin", "host")
          .whereLayer("log")
          .mayOnlyBeAccessedByLayers("host")
          .whereLayer("plugin")
          .mayOnlyBeAccessedByLayers("host")
          .whereLayer("host")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noTwoPackagesDependOnEachOther =
      slices().matching("org.abcistream.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nativeMemoryIsTheBusinessOfTheHostAndTheTestkit =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.abcistream.host",
              "org.abcistream.host.mapping",
              "org.abcistream.testkit",
              "org.abcistream.testkit.mapping")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JAVACPP);

  @ArchTest
  static final ArchRule aNameSaysWhatAClassIs =
      noClasses()
          .that(resideOutsideOfPackages(MESSAGES))
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    assertThat(classes.that(resideOutsideOfPackages(MESSAGES)))
        .extracting(JavaClass::getPackage)
        .isNotEmpty()
        .allSatisfy(
            javaPackage ->
                assertThat(isNullMarked(javaPackage)).as(javaPackage.getName()).isTrue());
  }

  private static boolean isNullMarked(JavaPackage javaPackage) {
    return javaPackage.isAnnotatedWith(NullMarked.class);
  }

  private static DescribedPredicate<JavaClass> areIn(String... packages) {
    DescribedPredicate<JavaClass> common = resideInAnyPackage(COMMON);
    return common.or(resideInAnyPackage(packages));
  }
}
