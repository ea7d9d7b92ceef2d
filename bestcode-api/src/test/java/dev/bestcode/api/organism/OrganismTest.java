package dev.bestcode.api.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.security.Permission;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class OrganismTest {
    private static final ListenerSpec OWN_CODER =
            new ListenerSpec(
                    "coder",
                    "agent.AgentTask",
                    "agent.handle",
                    "Mine",
                    Optional.of(AgentSpec.prompted("coder")),
                    List.of("grep"));

    @Test
    void declaredListenerReplacesThePredeclaredOneOfItsName() {
        var organism = Organism.named("o").listener(OWN_CODER).build();
        assertThat(organism.effectiveListeners())
                .hasSameSizeAs(Predeclared.LISTENERS)
                .contains(OWN_CODER)
                .filteredOn(listener -> listener.name().equals("coder"))
                .hasSize(1);
        assertThat(Organism.named("o").build().effectiveListeners())
                .isEqualTo(Predeclared.LISTENERS);
    }

    @Test
    void declaredPromptReplacesThePredeclaredOneOfItsName() {
        var organism = Organism.named("o").prompt("coder", "mine").prompt("b", "x").build();
        assertThat(organism.effectivePrompts()).isEqualTo(Map.of("coder", "mine", "b", "x"));
        assertThat(Organism.named("o").build().effectivePrompts()).isEqualTo(Predeclared.PROMPTS);
    }

    @Test
    void predeclaredListenersNameOnlyOneAnother() {
        var names = Predeclared.LISTENERS.stream().map(ListenerSpec::name).toList();
        assertThat(names).doesNotHaveDuplicates().contains(Predeclared.CODER, Predeclared.LLM_POOL);
        assertThat(Predeclared.LISTENERS)
                .allSatisfy(listener -> assertThat(names).containsAll(listener.peers()));
        assertThat(Predeclared.PROMPTS).containsKey(Predeclared.CODER);
    }

    @Test
    void payloadTagIsWhatFollowsTheLastDot() {
        assertThat(OWN_CODER.payloadTag()).isEqualTo("AgentTask");
        assertThat(
                        new ListenerSpec(
                                        "a",
                                        "Plain",
                                        "tools.handle",
                                        "",
                                        Optional.empty(),
                                        List.of())
                                .payloadTag())
                .isEqualTo("Plain");
    }

    @Test
    void collectionsAreCopiedAndKeepTheirOrder() {
        var listeners = new ArrayList<>(List.of("z", "a"));
        var permissions = new LinkedHashMap<String, Permission>();
        permissions.put("z", Permission.DENY);
        permissions.put("a", Permission.AUTO);
        var profile = new ProfileSpec("p", listeners, permissions, List.of());
        listeners.clear();
        permissions.clear();
        assertThat(profile.listeners()).containsExactly("z", "a");
        assertThat(profile.permissions().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> profile.permissions().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void agentAllowsNoIterationsButNoNegativeOnes() {
        assertThat(new AgentSpec("p", "m", 1, 0).maxIterations()).isZero();
        assertThatThrownBy(() -> new AgentSpec("p", "m", 1, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AgentSpec("p", "m", 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void profileIsFoundByName() {
        var profile = new ProfileSpec("p", List.of(), Map.of(), List.of());
        var organism = Organism.named("o").profile(profile).build();
        assertThat(organism.profile("p")).contains(profile);
        assertThat(organism.profile("q")).isEmpty();
    }
}
