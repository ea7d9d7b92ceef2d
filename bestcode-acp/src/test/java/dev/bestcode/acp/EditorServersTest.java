package dev.bestcode.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.WasmSpec.Variable;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Map;

class EditorServersTest {
    private static List<ListenerSpec> of(String servers) throws RpcException {
        return EditorServers.of((JsonArray) Json.parse(servers));
    }

    @Test
    void programsAndAddressesBecomeListeners() throws RpcException {
        var servers =
                of(
                        """
                        [{"name":"My Notes 2","command":"/opt/notes","args":["--all"],
                          "env":[{"name":"TOKEN","value":"t"}]},
                         {"type":"http","name":"tracker","url":"https://tracker.example.com/mcp","headers":[]}]
                        """);

        assertThat(servers).extracting(ListenerSpec::name).containsExactly("my-notes-2", "tracker");
        assertThat(servers)
                .extracting(server -> server.mcp().orElseThrow().transport())
                .containsExactly(
                        new McpSpec.Command(
                                List.of("/opt/notes", "--all"),
                                Map.of("TOKEN", new Variable.Literal("t"))),
                        new McpSpec.Http(URI.create("https://tracker.example.com/mcp"), Map.of()));
    }

    @Test
    void whatCannotBeAServerIsRefusedByName() {
        assertThatThrownBy(() -> of("[{\"name\":\"77\",\"command\":\"x\"}]"))
                .hasMessageContaining("'77'");
        assertThatThrownBy(() -> of("[{\"name\":\"a\",\"command\":\"./x\"}]"))
                .hasMessageContaining("'a'")
                .hasMessageContaining("absolute path");
        assertThatThrownBy(() -> of("[{\"type\":\"sse\",\"name\":\"a\",\"url\":\"http://x/\"}]"))
                .hasMessageContaining("neither stdio nor http");
        assertThatThrownBy(
                        () ->
                                of(
                                        "[{\"name\":\"a b\",\"command\":\"x\"},{\"name\":\"a-b\",\"command\":\"y\"}]"))
                .hasMessageContaining("same name, 'a-b'");
    }
}
