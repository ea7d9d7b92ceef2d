package dev.bestcode.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.TreeSet;
import java.util.stream.Stream;

/// The star: a leaf depends on the api and on no other module; leaves meet only in the runtime.
class ArchitectureTest {
    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .importPaths(
                            SourceTree.modulesWithCode().stream()
                                    .map(name -> SourceTree.module(name).resolve("target/classes"))
                                    .toList());

    static Stream<String> leaves() {
        return SourceTree.LEAVES.stream();
    }

    @Test
    void everyModuleWithCodeWasScanned() {
        var scanned =
                PRODUCT.stream()
                        .filter(type -> !type.getSimpleName().endsWith("-info"))
                        .map(type -> type.getPackageName().split("\\.", -1)[2])
                        .collect(toCollection(TreeSet::new));
        assertThat(scanned).isNotEmpty().containsAll(SourceTree.modulesWithCode());
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void leafSeesTheApiAndNoOtherModule(String leaf) {
        hold(
                noClasses()
                        .that(resideInAPackage("dev.bestcode." + leaf + ".."))
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("dev.bestcode..")
                                        .and(
                                                resideOutsideOfPackages(
                                                        "dev.bestcode.api..",
                                                        "dev.bestcode." + leaf + ".."))));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void leafPomNamesTheApiAndNoOtherModule(String leaf) {
        var ours =
                Pom.texts(
                        SourceTree.module(leaf).resolve("pom.xml"),
                        "//dependency[groupId='dev.bestcode' and not(scope='test')]/artifactId");
        assertThat(ours).containsExactly("bestcode-api");
    }

    @Test
    void runtimeKnowsNoneOfTheModulesAboveIt() {
        hold(
                noClasses()
                        .that(resideInAPackage("dev.bestcode.runtime.."))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "dev.bestcode.cli..",
                                        "dev.bestcode.tui..",
                                        "dev.bestcode.wasm..")));
    }

    @Test
    void testkitKnowsTheApiAlone() {
        hold(
                noClasses()
                        .that(resideInAPackage("dev.bestcode.testkit.."))
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("dev.bestcode..")
                                        .and(
                                                resideOutsideOfPackages(
                                                        "dev.bestcode.api..",
                                                        "dev.bestcode.testkit.."))));
    }

    @Test
    void apiNeedsJavaJSpecifyAndJacksonsStreamingCoreOnly() {
        hold(
                classes()
                        .that(resideInAPackage("dev.bestcode.api.."))
                        .should()
                        .onlyDependOnClassesThat(
                                resideInAnyPackage(
                                        "dev.bestcode.api..",
                                        "java..",
                                        "org.jspecify..",
                                        "tools.jackson.core..")));
    }

    @Test
    void foreignFunctionsAreCalledInThreeModulesOnly() {
        hold(
                noClasses()
                        .that(
                                resideOutsideOfPackages(
                                        "dev.bestcode.librarian..", // tree-sitter
                                        "dev.bestcode.security..", // the system's walls
                                        "dev.bestcode.tools..")) // openat2, mkdirat
                        .should()
                        .dependOnClassesThat(resideInAPackage("java.lang.foreign..")));
    }

    /// A module without code yet keeps every rule; that the others were scanned is a test above.
    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(PRODUCT);
    }
}
