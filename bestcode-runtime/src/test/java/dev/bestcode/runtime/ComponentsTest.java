package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolSource;
import dev.bestcode.organism.OrganismYaml;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ComponentsTest {
    @TempDir Path directory;
    private final List<String> problems = new ArrayList<>();
    private final List<String> loaded = new ArrayList<>();

    @BeforeEach
    void layComponent() throws IOException {
        Files.writeString(directory.resolve("s.wasm"), "");
    }

    private Organism organism(String payloadClass) throws IOException {
        return OrganismYaml.parse(
                """
                listeners:
                  - {name: stock, payload_class: %s, handler: wasm, description: d, wasm: {path: s.wasm}}
                  - {name: idle, payload_class: IdleRequest, handler: wasm, description: d, wasm: {path: s.wasm}}
                profiles:
                  p: {listeners: [stock]}
                """
                        .formatted(payloadClass),
                directory);
    }

    private record Named(String name) implements ToolPeer {
        @Override
        public ToolDescriptor descriptor() {
            return new ToolDescriptor(name, "does it", JsonObject.EMPTY);
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            return ToolOutcome.succeeded("");
        }
    }

    private List<ToolPeer> load(Organism organism) {
        ToolSource source =
                listener -> {
                    loaded.add(listener.name());
                    return new Named(listener.name());
                };
        return Components.of(organism, Optional.of(source), problems);
    }

    @Test
    void componentThatAProfileListsIsLoadedAndNoOther() throws IOException {
        assertThat(load(organism("tools.StockRequest")))
                .extracting(tool -> tool.descriptor().name())
                .containsExactly("stock");
        assertThat(loaded).containsExactly("stock");
        assertThat(problems).isEmpty();
    }

    @Test
    void payloadClassThatNoMessageWouldReachIsAProblem() throws IOException {
        load(organism("tools.Quotes"));
        assertThat(problems)
                .containsExactly(
                        "listener 'stock' has payload_class 'tools.Quotes'; a component's has to end in 'StockRequest'");
    }

    @Test
    void withoutARuntimeAndWithAComponentThatCannotBeUsedThereIsASentenceEach() throws IOException {
        Components.of(organism("StockRequest"), Optional.empty(), problems);
        Components.of(
                organism("StockRequest"),
                Optional.of(
                        listener -> {
                            throw new IllegalArgumentException("listener 'stock': no");
                        }),
                problems);
        assertThat(problems)
                .hasSize(2)
                .anyMatch(line -> line.contains("nothing here runs one"))
                .anyMatch(line -> line.equals("listener 'stock': no"));
    }
}
