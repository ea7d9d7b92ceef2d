package dev.bestcode.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The star: a leaf depends on the api and on no other module; leaves meet only in the runtime.
class ArchitectureTest {
    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .importPaths(
                            SourceTree.modulesWithCode().stream()
                                    .map(name -> SourceTree.module(name).resolve("target/classes"))
                                    .toList());

    private static final Set<String> SOCKETS =
            Set.of(
                    "java.net.Socket",
                    "java.net.ServerSocket",
                    "java.net.DatagramSocket",
                    "java.net.MulticastSocket",
                    "java.net.URLConnection",
                    "java.net.HttpURLConnection",
                    "java.nio.channels.DatagramChannel",
                    "java.nio.channels.AsynchronousSocketChannel",
                    "java.nio.channels.AsynchronousServerSocketChannel",
                    "javax.net.SocketFactory",
                    "javax.net.ssl.SSLSocketFactory");

    private static final Set<String> CHANNELS =
            Set.of("java.nio.channels.SocketChannel", "java.nio.channels.ServerSocketChannel");

    /// Calls that end in a connection to another machine, whatever opens it.
    private static final ArchCondition<JavaClass> OPEN_SOCKETS_BEYOND_THIS_SYSTEM =
            call(
                    "open sockets beyond this system",
                    target ->
                            SOCKETS.contains(owner(target))
                                    || owner(target).equals("java.net.InetSocketAddress")
                                    || isClientMaker(target));

    private static final ArchCondition<JavaClass> OPEN_SOCKETS =
            call(
                    "open sockets",
                    target ->
                            SOCKETS.contains(owner(target))
                                    || CHANNELS.contains(owner(target))
                                    || isClientMaker(target));

    private static ArchCondition<JavaClass> call(
            String words, Predicate<CodeUnitAccessTarget> forbidden) {
        return ArchConditions.callCodeUnitWhere(
                DescribedPredicate.describe(words, call -> forbidden.test(call.getTarget())));
    }

    private static String owner(CodeUnitAccessTarget target) {
        return target.getOwner().getName();
    }

    private static boolean isClientMaker(CodeUnitAccessTarget target) {
        boolean client =
                owner(target).equals("java.net.http.HttpClient")
                        && target.getName().startsWith("new");
        boolean url = owner(target).equals("java.net.URL") && target.getName().startsWith("open");
        boolean resolver =
                owner(target).equals("java.net.InetAddress")
                        && target.getName().matches("getByName|getAllByName|getLocalHost");
        return client || url || resolver;
    }

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
        assertThat(scanned)
                .isNotEmpty()
                .containsAll(
                        SourceTree.modulesWithCode().stream().map(SourceTree::packageOf).toList());
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
                                        "dev.bestcode.spring..",
                                        "dev.bestcode.tui..",
                                        "dev.bestcode.wasm..",
                                        "dev.bestcode.mcp..",
                                        "dev.bestcode.acp..")));
    }

    /// An application of Spring Boot is one who embeds; nobody else has to carry it.
    @Test
    void nothingKnowsTheStarterAndItAloneKnowsSpring() {
        hold(
                noClasses()
                        .that(resideOutsideOfPackage("dev.bestcode.spring.."))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "dev.bestcode.spring..", "org.springframework..")));
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

    /// Whoever talks HTTP is handed a client that goes through `ports`.
    @Test
    void socketsAreOpenedInPortsAlone() {
        hold(
                noClasses()
                        .that(
                                resideOutsideOfPackages(
                                        "dev.bestcode.ports..",
                                        "dev.bestcode.testkit..", // servers of tests
                                        "dev.bestcode.runtime..")) // the rule below
                        .should(OPEN_SOCKETS));
    }

    /// The control socket is of the Unix domain, and nothing else of the runtime is a socket.
    @Test
    void theRuntimesSocketsAreOfTheUnixDomain() {
        hold(
                noClasses()
                        .that(resideInAPackage("dev.bestcode.runtime.."))
                        .should(OPEN_SOCKETS_BEYOND_THIS_SYSTEM));
    }

    @Test
    void theRulesAboutSocketsFindThoseOfPorts() {
        var ports = PRODUCT.that(resideInAPackage("dev.bestcode.ports.."));
        for (var condition : List.of(OPEN_SOCKETS, OPEN_SOCKETS_BEYOND_THIS_SYSTEM)) {
            assertThat(noClasses().should(condition).evaluate(ports).hasViolation()).isTrue();
        }
    }

    /// A module without code yet keeps every rule; that the others were scanned is a test above.
    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(PRODUCT);
    }
}
