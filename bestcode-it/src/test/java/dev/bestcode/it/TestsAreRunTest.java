package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Surefire runs what its includes name and says nothing of the rest; so names are checked here.
class TestsAreRunTest {
    private static final Pattern HAS_TESTS =
            Pattern.compile(
                    "^\\s*@(Test|Property|Example|ParameterizedTest|RepeatedTest|TestFactory)\\b"
                            + "|^(public )?(final )?class .* (extends|implements) .*Contract\\b",
                    Pattern.MULTILINE);

    @Test
    void everyClassWithTestsMatchesAnInclude() {
        var includes =
                Pom.texts(
                                SourceTree.ROOT.resolve("pom.xml"),
                                "//plugin[artifactId='maven-surefire-plugin']//include")
                        .stream()
                        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                        .toList();
        var tests =
                SourceTree.javaBelow(SourceTree.ROOT).stream()
                        .filter(file -> file.toString().contains("/src/test/java/"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .filter(TestsAreRunTest::hasTestsOfItsOwn)
                        .toList();

        assertThat(tests).isNotEmpty();
        var skipped =
                tests.stream()
                        .filter(file -> includes.stream().noneMatch(glob -> glob.matches(file)))
                        .map(SourceTree.ROOT::relativize)
                        .toList();
        assertThat(skipped).as("named so that surefire skips them").isEmpty();
    }

    /// An abstract class is a suite; those that extend it are run.
    private static boolean hasTestsOfItsOwn(Path file) {
        var name = file.getFileName().toString().replace(".java", "");
        var source = SourceTree.read(file);
        return HAS_TESTS.matcher(source).find()
                && !Pattern.compile("\\babstract class " + name + "\\b").matcher(source).find()
                && !Pattern.compile("\\binterface " + name + "\\b").matcher(source).find();
    }
}
