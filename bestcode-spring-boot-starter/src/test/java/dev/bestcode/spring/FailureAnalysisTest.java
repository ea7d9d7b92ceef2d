package dev.bestcode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// What an application that cannot start says, in place of a stack trace.
class FailureAnalysisTest {
    /// What Boot gives to those that ask for it.
    private static final ArgumentResolver GIVEN =
            ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
                    .and(Environment.class, new StandardEnvironment());

    /// Those of libraries that are not here.
    private static final FailureHandler LEFT_OUT = FailureHandler.handleMessage((_, _) -> {});

    @TempDir private Path folder;

    /// As the application would say it: by the first analyzer that knows.
    private static FailureAnalysis of(String... properties) {
        var analysis = new FailureAnalysis[1];
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(BestCodeAutoConfiguration.class))
                .withPropertyValues(properties)
                .run(
                        context -> {
                            var failure = Objects.requireNonNull(context.getStartupFailure());
                            analysis[0] =
                                    SpringFactoriesLoader.forDefaultResourceLocation()
                                            .load(FailureAnalyzer.class, GIVEN, LEFT_OUT)
                                            .stream()
                                            .map(analyzer -> analyzer.analyze(failure))
                                            .filter(Objects::nonNull)
                                            .findFirst()
                                            .orElseThrow(() -> new AssertionError(failure));
                        });
        return analysis[0];
    }

    @Test
    void allThatIsWrongWithPropertiesIsSaidAtOnce() {
        var analysis =
                of(
                        "bestcode.workspace=" + folder.resolve("nowhere"),
                        "bestcode.providers.anthropic.base-url=http://127.0.0.1",
                        "bestcode.providers.box.api-key=wrong key",
                        "bestcode.profile=cooking",
                        "bestcode.listener=cook",
                        "bestcode.model-idle=25h",
                        "bestcode.model-retries=10",
                        "bestcode.max-iterations=-1",
                        "bestcode.budget.usd=0.0000001");

        assertThat(analysis.getDescription().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("bestcode.data-dir is not set"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "bestcode.providers.anthropic.api-key is not set"),
                        line ->
                                assertThat(line)
                                        .startsWith("bestcode.providers.box: the API key")
                                        .doesNotContain("wrong key"),
                        line -> assertThat(line).startsWith("bestcode.model-idle: idle timeout"),
                        line -> assertThat(line).isEqualTo("bestcode.model-retries is 10"),
                        line -> assertThat(line).endsWith("nowhere', which is no directory"),
                        line -> assertThat(line).startsWith("bestcode.profile is 'cooking'"),
                        line -> assertThat(line).startsWith("bestcode.listener is 'cook'"),
                        line -> assertThat(line).isEqualTo("bestcode.max-iterations is -1"),
                        line -> assertThat(line).startsWith("bestcode.budget cannot be held"));
        assertThat(analysis.getAction())
                .contains("Set bestcode.profile to one of: coding, researcher.");
    }

    @Test
    void aProviderIsAskedForWhereThereIsNone() {
        var analysis = of("bestcode.data-dir=" + folder);

        assertThat(analysis.getDescription()).isEqualTo("there is no provider of models");
        assertThat(analysis.getAction()).contains("ANTHROPIC_API_KEY");
    }

    @Test
    void aProviderThatIsNotThereIsNamed() {
        var analysis =
                of(
                        "bestcode.data-dir=" + folder,
                        "bestcode.provider=box",
                        "bestcode.providers.ollama.dialect=ollama");

        assertThat(analysis.getDescription()).startsWith("bestcode.provider is 'box'");
        assertThat(analysis.getAction()).isEqualTo("Set bestcode.provider to one of: ollama.");
    }

    @Test
    void aToolThatNothingImplementsIsToldInWordsOfTheApplication() {
        var analysis =
                of(
                        "bestcode.data-dir=" + folder,
                        "bestcode.providers.ollama.dialect=ollama",
                        "bestcode.model=ollama/x");

        assertThat(analysis.getDescription()).contains("lists tool 'file-read'");
        assertThat(analysis.getAction()).contains("the property bestcode.workspace");
    }

    @Test
    void mistakesOfTheOrganismHaveTheirLines() throws IOException {
        var file = Files.writeString(folder.resolve("o.yaml"), "profiles:\n  p: {listners: []}\n");

        var analysis = of("bestcode.organism=" + file);

        assertThat(analysis.getDescription()).contains("o.yaml:2:", "listeners");
        assertThat(analysis.getAction()).contains("bestcode organism check");
    }

    @Test
    void aPropertyThatIsNotKnownStopsTheStart() {
        var analysis = of("bestcode.data-dirr=" + folder);

        assertThat(analysis.getDescription()).contains("bestcode.data-dirr");
    }
}
