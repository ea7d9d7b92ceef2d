package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class WiringChecksTest {
    @Test
    void toolWhosePayloadHasAnotherNameIsNamedBeforeAnyModelCallsIt() {
        assertThat(problems("tools.StockRequest"))
                .containsExactly(
                        "listener 'find-stock' has payload_class 'tools.StockRequest'; a tool's has to end in 'FindStockRequest'");
        assertThat(problems("acme.FindStockRequest")).isEmpty();
    }

    private static List<String> problems(String payloadClass) {
        var organism =
                Organism.named("o")
                        .listener(
                                new ListenerSpec(
                                        "find-stock",
                                        payloadClass,
                                        HandlerNames.TOOL,
                                        "Finds.",
                                        Optional.empty(),
                                        List.of()))
                        .build();
        return new WiringChecks(
                        organism,
                        new SystemPrompts(Map.of(), Optional.empty()),
                        Set.of("find-stock"))
                .problems();
    }
}
