package dev.bestcode.spring;

import static dev.bestcode.testkit.Fault.stall;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.MethodTools;
import dev.bestcode.testkit.ScriptedClient;
import dev.bestcode.testkit.ScriptedModel;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What becomes of an application's properties and beans.
class BestCodeAutoConfigurationTest {
    @TempDir private Path folder;
    @TempDir private Path workspace;
    private ApplicationContextRunner application = new ApplicationContextRunner();

    @BeforeEach
    void describe() throws IOException {
        var organism =
                Files.writeString(
                        folder.resolve("organism.yaml"),
                        """
                        listeners:
                          - {name: read-ticket, handler: tools.handle, payload_class: t.ReadTicketRequest, description: Reads a ticket}
                          - {name: close-ticket, handler: tools.handle, payload_class: t.CloseTicketRequest, description: Closes a ticket}
                        profiles:
                          answering:
                            listeners: [coder, read-ticket, close-ticket]
                            permissions: {read-ticket: auto, close-ticket: auto}
                        """);
        application =
                new ApplicationContextRunner()
                        .withConfiguration(AutoConfigurations.of(BestCodeAutoConfiguration.class))
                        .withPropertyValues(
                                "bestcode.data-dir=" + folder.resolve("state"),
                                "bestcode.organism=" + organism);
    }

    @Configuration(proxyBeanMethods = false)
    static class HelpDesk {
        final List<BestCodeEvent> seen = new CopyOnWriteArrayList<>();
        final AtomicInteger intercepted = new AtomicInteger();

        /// Behind a proxy, as one that is `@Transactional` would be.
        @Bean
        Tickets tickets() {
            var proxy = new ProxyFactory(new Tickets());
            proxy.setProxyTargetClass(true);
            MethodInterceptor counting =
                    invocation -> {
                        intercepted.incrementAndGet();
                        return invocation.proceed();
                    };
            proxy.addAdvice(counting);
            return (Tickets) proxy.getProxy();
        }

        @Bean
        ToolPeer closing() {
            return MethodTools.of(new Closing()).getFirst();
        }

        @Bean
        Consumer<BestCodeEvent> watcher() {
            return seen::add;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnModel {
        @Bean
        LlmClient model() {
            return ScriptedClient.of(answer("It is about the export."));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStorage {
        @Bean
        KernelStorage storage() {
            return FileStorage.at(Path.of(System.getProperty("java.io.tmpdir"), "never-opened"));
        }
    }

    @Test
    void aModelHasTheTimeThatPropertiesGiveIt() {
        try (var model = ScriptedModel.start(fault(stall(Duration.ofHours(1))))) {
            application
                    .withUserConfiguration(HelpDesk.class)
                    .withPropertyValues(
                            "bestcode.providers.anthropic.api-key=key",
                            "bestcode.providers.anthropic.base-url=" + model.baseUrl(),
                            "bestcode.model-idle=200ms",
                            "bestcode.model-retries=0")
                    .run(
                            context -> {
                                var run = context.getBean(TaskTemplate.class).submit("x");
                                assertThat(run.await().text())
                                        .contains("stood still for 0.2 s (the setting model_idle")
                                        .contains("Given up after 1 attempt");
                            });
        }
    }

    @Test
    void aTaskRunsWithTheApplicationsToolsAndTheSystemIsClosedWithTheApplication()
            throws Exception {
        var script =
                calls(
                        tool("read-ticket", "{\"number\":7}"),
                        tool("close-ticket", "{\"number\":7}"));
        try (var model = ScriptedModel.start(script, answer("Closed: no header line."))) {
            application
                    .withUserConfiguration(HelpDesk.class)
                    .withPropertyValues(
                            "bestcode.providers.anthropic.api-key=key",
                            "bestcode.providers.anthropic.base-url=" + model.baseUrl(),
                            "bestcode.model=haiku",
                            "bestcode.effort=high")
                    .run(
                            context -> {
                                var run = context.getBean(TaskTemplate.class).submit("Ticket 7?");
                                var result = run.await();

                                assertThat(result.status())
                                        .as(result.text())
                                        .isEqualTo(RunStatus.DONE);
                                assertThat(result.text()).isEqualTo("Closed: no header line.");
                                assertThat(model.requests().getLast().body().toString())
                                        .contains("ticket 7: the export has no header line")
                                        .contains("ticket 7 is closed");
                                var beans = context.getBean(HelpDesk.class);
                                assertThat(beans.intercepted).hasValue(1);
                                assertThat(beans.seen).isNotEmpty();
                            });
            assertThat(model.violations()).isEmpty();
            assertThat(model.requests().getFirst().body().toString())
                    .contains("haiku", "effort", "high");
        }
        try (var kernel =
                WalKernel.open(
                        FileStorage.at(folder.resolve("state/k0")), KernelOptions.defaults())) {
            assertThat(kernel.state().runs().all()).as("nobody holds the lock").hasSize(1);
        }
    }

    @Test
    void propertiesSayWhatTasksAreLike() {
        application
                .withUserConfiguration(HelpDesk.class, OwnModel.class)
                .withPropertyValues(
                        "bestcode.max-iterations=5",
                        "bestcode.budget.usd=2.50",
                        "bestcode.budget.tokens=100000",
                        "bestcode.budget.time=10m")
                .run(
                        context -> {
                            var task = context.getBean(TaskTemplate.class).task("Ticket 7?");

                            assertThat(task.profile()).isEqualTo("answering");
                            assertThat(task.listener()).isEqualTo("coder");
                            assertThat(task.maxIterations()).isEqualTo(OptionalInt.of(5));
                            assertThat(task.budget().microUsd())
                                    .isEqualTo(OptionalLong.of(2_500_000));
                            assertThat(task.budget().tokens()).isEqualTo(OptionalLong.of(100_000));
                            assertThat(task.budget().time()).contains(Duration.ofMinutes(10));
                        });
    }

    @Test
    void aModelOfTheApplicationsOwnNeedsNoProvider() {
        application
                .withUserConfiguration(HelpDesk.class, OwnModel.class)
                .run(
                        context ->
                                assertThat(
                                                context.getBean(TaskTemplate.class)
                                                        .submit("Ticket 7?")
                                                        .await()
                                                        .text())
                                        .isEqualTo("It is about the export."));
    }

    @Test
    void theBuiltInOrganismWorksInTheWorkspace() throws Exception {
        Files.writeString(workspace.resolve("notes.txt"), "seven");
        try (var model =
                ScriptedModel.start(
                        calls(tool("file-read", "{\"path\":\"notes.txt\"}")), answer("seven"))) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(BestCodeAutoConfiguration.class))
                    .withPropertyValues(
                            "bestcode.data-dir=" + folder.resolve("state"),
                            "bestcode.workspace=" + workspace,
                            "bestcode.profile=researcher",
                            "ANTHROPIC_API_KEY=key",
                            "ANTHROPIC_BASE_URL=" + model.baseUrl())
                    .run(
                            context -> {
                                var tasks = context.getBean(TaskTemplate.class);
                                assertThat(tasks.submit("What is noted?").await().text())
                                        .isEqualTo("seven");
                            });
            assertThat(model.requests().getLast().body().toString()).contains("seven");
        }
    }

    @Test
    void theCustomizerHasTheLastWord() {
        application
                .withUserConfiguration(HelpDesk.class, OwnModel.class)
                .withBean(
                        BestCodeCustomizer.class,
                        () ->
                                builder ->
                                        builder.llm(
                                                ScriptedClient.of(answer("said the customizer"))))
                .run(
                        context ->
                                assertThat(
                                                context.getBean(TaskTemplate.class)
                                                        .submit("Who?")
                                                        .await()
                                                        .text())
                                        .isEqualTo("said the customizer"));
    }

    @Test
    void aSystemOfTheApplicationsOwnIsTheOnlyOne() {
        application
                .withBean(
                        "own",
                        BestCode.class,
                        () ->
                                BestCode.builder()
                                        .organism(OrganismLocationTest.withoutTools())
                                        .llm(ScriptedClient.of())
                                        .stateIn(folder.resolve("own"))
                                        .build())
                .run(
                        context -> {
                            assertThat(context).hasSingleBean(BestCode.class);
                            assertThat(context).doesNotHaveBean(TaskTemplate.class);
                        });
    }

    @Test
    void thereIsNoneWhereItIsSwitchedOff() {
        application
                .withPropertyValues("bestcode.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(BestCode.class));
    }

    @Test
    void stateInTwoPlacesIsAMistake() {
        application
                .withUserConfiguration(HelpDesk.class, OwnModel.class, OwnStorage.class)
                .run(
                        context ->
                                assertThat(context.getStartupFailure())
                                        .rootCause()
                                        .hasMessageContaining("a bean of KernelStorage"));
    }
}
