package dev.bestcode.spring;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.message.Step;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Approver;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// An application without a property but the model's: each part is a bean of its own.
class BeansTest {
    @Configuration(proxyBeanMethods = false)
    static class Parts {
        final List<String> asked = new CopyOnWriteArrayList<>();

        @Bean
        Organism organism() {
            return OrganismYaml.parse(
                    """
                    listeners:
                      - {name: read-ticket, handler: tools.handle, payload_class: t.ReadTicketRequest, description: Reads a ticket}
                      - {name: close-ticket, handler: tools.handle, payload_class: t.CloseTicketRequest, description: Closes a ticket}
                    profiles:
                      answering:
                        listeners: [coder, find-tool, read-ticket, close-ticket]
                        permissions: {read-ticket: prompt, close-ticket: auto}
                    """,
                    Path.of(""));
        }

        @Bean
        KernelStorage storage() {
            return FileStorage.inMemory();
        }

        @Bean
        Tickets tickets() {
            return new Tickets();
        }

        @Bean
        Closing closing() {
            return new Closing();
        }

        @Bean
        Approver approver() {
            return request -> {
                asked.add("approver: " + request.tool());
                return ApprovalAnswer.allow("a bean", ApprovalScope.ONCE);
            };
        }

        @Bean
        Step step() {
            return message ->
                    message.listener().equals("close-ticket")
                            ? Optional.of("not before noon")
                            : Optional.empty();
        }

        @Bean
        EmbeddingProvider embedding() {
            return new EmbeddingProvider() {
                @Override
                public int dimensions() {
                    return 1;
                }

                @Override
                public List<Embedding> embed(List<String> texts) {
                    asked.add("embedding");
                    return Collections.nCopies(texts.size(), Embedding.of(new float[] {1}));
                }
            };
        }
    }

    @Test
    void eachIsAskedForItsPart() throws Exception {
        var ticket = "{\"number\":7}";
        try (var model =
                ScriptedModel.start(
                        calls(tool("find-tool", "{\"need\":\"what a customer wrote\"}")),
                        calls(tool("read-ticket", ticket), tool("close-ticket", ticket)),
                        answer("It waits."))) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(BestCodeAutoConfiguration.class))
                    .withUserConfiguration(Parts.class)
                    .withPropertyValues(
                            "bestcode.providers.box.base-url=" + model.baseUrl() + "/v1",
                            "bestcode.model=any")
                    .run(
                            context -> {
                                assertThat(context).doesNotHaveBean(LlmClient.class);
                                var tasks = context.getBean(TaskTemplate.class);
                                assertThat(tasks.submit("Ticket 7?").await().text())
                                        .isEqualTo("It waits.");
                                assertThat(context.getBean(Parts.class).asked)
                                        .contains("embedding", "approver: read-ticket");
                            });
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("ticket 7: the export has no header line", "not before noon")
                    .doesNotContain("ticket 7 is closed");
            assertThat(model.violations()).isEmpty();
        }
    }
}
