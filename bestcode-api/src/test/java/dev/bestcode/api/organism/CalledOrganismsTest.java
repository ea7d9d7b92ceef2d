package dev.bestcode.api.organism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.security.Permission;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Organisms that another one calls, taken into it.
class CalledOrganismsTest {
    @Test
    void agentsPromptsAndTheCalledProfileGetTheCallablesNameAndSharedToolsKeepTheirs() {
        var taken = caller().withCalled();

        assertThat(taken.profile("help/reading").orElseThrow().listeners())
                .containsExactly("help/coder", "grep", "file-write");
        assertThat(taken.profile("help/reading").orElseThrow().permissions())
                .containsOnlyKeys("grep");
        assertThat(taken.prompts()).containsEntry("help/house", "You help.");
        var agent = listener(taken, "help/coder");
        assertThat(agent.peers()).containsExactly("grep", "file-write");
        assertThat(agent.agent().orElseThrow().prompt()).isEqualTo("help/house & help/coder");
        assertThat(agent.agent().orElseThrow().effort()).contains(Effort.HIGH);
        var call = listener(taken, "help").callable().orElseThrow();
        assertThat(call.profile()).isEqualTo("help/reading");
        assertThat(call.agent()).isEqualTo("help/coder");
        assertThat(call.organism()).isEmpty();
    }

    @Test
    void whatIsTakenInOnceStaysAsItIs() {
        var taken = caller().withCalled();

        assertThat(taken.withCalled()).isSameAs(taken);
        var plain = Organism.named("o").build();
        assertThat(plain.withCalled()).isSameAs(plain);
    }

    private static AgentSpec helper() {
        return new AgentSpec(
                "house & coder",
                AgentSpec.MODEL,
                Optional.of(Effort.HIGH),
                AgentSpec.MAX_TOKENS,
                AgentSpec.MAX_ITERATIONS,
                Map.of(),
                BudgetSpec.UNSTATED);
    }

    /// Calls one whose profile lists two native tools and a component of its own.
    private static Organism caller() {
        var called =
                Organism.named("child")
                        .prompt("house", "You help.")
                        .listener(
                                new ListenerSpec(
                                        "coder",
                                        "agent.AgentTask",
                                        HandlerNames.AGENT,
                                        "Helps",
                                        Optional.of(helper()),
                                        List.of("grep", "file-write", "stock")))
                        .listener(
                                new ListenerSpec(
                                        "stock",
                                        "tools.StockRequest",
                                        HandlerNames.TOOL,
                                        "Quotes",
                                        Optional.empty(),
                                        List.of()))
                        .profile(
                                new ProfileSpec(
                                        "reading",
                                        List.of("coder", "grep", "file-write", "stock"),
                                        Map.of(
                                                "grep", Permission.PROMPT,
                                                "stock", Permission.AUTO),
                                        List.of()))
                        .build();
        var plain = CallableSpec.taking("reading", "coder");
        return Organism.named("o")
                .listener(
                        new ListenerSpec(
                                        "help",
                                        "tools.HelpRequest",
                                        HandlerNames.ORGANISM,
                                        "Helps",
                                        Optional.empty(),
                                        List.of())
                                .withCallable(
                                        new CallableSpec(
                                                plain.parameters(),
                                                plain.required(),
                                                List.of(),
                                                Optional.of(called),
                                                "reading",
                                                "coder",
                                                2,
                                                2,
                                                BudgetSpec.UNSTATED)))
                .profile(new ProfileSpec("leading", List.of("help"), Map.of(), List.of()))
                .build();
    }

    private static ListenerSpec listener(Organism organism, String name) {
        return organism.listeners().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
