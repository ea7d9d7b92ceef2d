package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.security.WorkspaceTrust;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Servers of a project's `.mcp.json`.
class ProjectServersTest {
    private static final String FILE =
            """
            {"mcpServers":{
              "notes":{"command":"node","args":["notes.js","-v","-v"],"env":{"TOKEN":"${NOTES}","MODE":"quiet"}},
              "tracker":{"type":"http","url":"https://tracker.example.com/mcp","headers":{"Authorization":"${AUTH}"}},
              "Bad Name":{"command":"x"},
              "shell":{"command":"./run.sh"},
              "half":{"command":"node","args":["--key=${KEY}"]},
              "old":{"type":"sse","url":"https://example.com/sse"},
              "empty":{}}}
            """;

    @TempDir private Path folder;
    private Path workspace = Path.of("");

    @BeforeEach
    void layWorkspace() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
    }

    private Map<String, String> environment() {
        return Map.of("HOME", folder.toString());
    }

    @Test
    void programsAndAddressesAreReadAndTheRestIsNamed() throws Exception {
        Files.writeString(workspace.resolve(".mcp.json"), FILE);
        var read = ProjectServers.in(workspace);

        assertThat(read.servers())
                .extracting(server -> server.mcp().orElseThrow().transport())
                .containsExactly(
                        new McpSpec.Command(
                                List.of("node", "notes.js", "-v", "-v"),
                                Map.of(
                                        "TOKEN",
                                        new Variable.FromEnvironment("NOTES"),
                                        "MODE",
                                        new Variable.Literal("quiet"))),
                        new McpSpec.Http(
                                URI.create("https://tracker.example.com/mcp"),
                                Map.of("Authorization", new Variable.FromEnvironment("AUTH"))));
        assertThat(read.problems())
                .hasSize(5)
                .anyMatch(line -> line.contains("'Bad Name': its tools cannot begin"))
                .anyMatch(line -> line.contains("'shell': its command is neither a plain name"))
                .anyMatch(line -> line.contains("'half': '--key=${KEY}' has a variable in it"))
                .anyMatch(line -> line.contains("'old': its type is 'sse'"))
                .anyMatch(line -> line.contains("'empty': it has neither command nor url"));
    }

    @Test
    void workspaceWithoutTheFileNamesNone() throws Exception {
        assertThat(ProjectServers.in(workspace).servers()).isEmpty();
        assertThat(ProjectServers.in(workspace).in(OrganismYaml.builtIn()))
                .isEqualTo(OrganismYaml.builtIn());
    }

    @Test
    void serversCountForNothingBeforeTheWorkspaceIsTrusted() throws Exception {
        Files.writeString(workspace.resolve(".mcp.json"), FILE);
        var project = ProjectOrganism.of(null, workspace);

        assertThat(servers(project)).isEmpty();
        assertThat(project.widening(workspace))
                .contains(
                        "server notes: node notes.js -v -v",
                        "server tracker: https://tracker.example.com/mcp");

        WorkspaceTrust.of(environment(), workspace).trust(project.files().orElseThrow());
        assertThat(servers(project)).containsExactly("notes", "tracker");

        Files.writeString(workspace.resolve(".mcp.json"), FILE.replace("notes.js", "evil.js"));
        assertThat(servers(ProjectOrganism.of(null, workspace))).isEmpty();
    }

    private List<String> servers(ProjectOrganism project) throws IOException {
        return project.trusted(environment(), workspace).organism().listeners().stream()
                .filter(listener -> listener.mcp().isPresent())
                .map(ListenerSpec::name)
                .toList();
    }

    @Test
    void profilesThatMayStartProgramsHaveThemAndOthersDoNot() throws Exception {
        Files.writeString(workspace.resolve(".mcp.json"), FILE);
        var organism = ProjectServers.in(workspace).in(OrganismYaml.builtIn());

        assertThat(organism.profile("coding").orElseThrow().listeners())
                .contains("notes", "tracker");
        assertThat(organism.profile("coding").orElseThrow().permissions())
                .doesNotContainKeys("notes", "tracker");
        assertThat(organism.profile("researcher").orElseThrow().listeners())
                .doesNotContain("notes", "tracker");
    }
}
