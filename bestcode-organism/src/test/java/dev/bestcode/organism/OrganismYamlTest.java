package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class OrganismYamlTest {
    private static final String SHOP =
            """
            version: 1
            organism: {name: shop-coder}
            prompts:
              bounded: "Do only the given task. Say what you do not know."
              coder: "file:prompts/coder.md"
            listeners:
              - name: coder
                payload_class: agent.AgentTask
                handler: agent.handle
                description: Writes code
                agent: {prompt: "bounded & coder", model: opus, max_tokens: 4096, max_iterations: 50}
                peers: [file-read, file-write, file-edit, glob, grep, command-exec]
                librarian: false
              - name: stock
                payload_class: tools.StockRequest
                handler: tools.handle
                description: Quotes
            profiles:
              coding:
                listeners: [coder, stock, file-read, command-exec]
                permissions: {file-read: auto, command-exec: prompt, stock: deny}
                commands: [git, mvn, ls]
                journal: {retain_days: 90}
              researcher:
                listeners: [coder, file-read, glob, grep]
                journal: prune_on_delivery
            """;

    @Test
    void yamlAndBuilderMakeEqualRecords(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("prompts"));
        Files.writeString(directory.resolve("prompts/coder.md"), "Read before writing. Größe ✓\n");
        assertThat(OrganismYaml.parse(SHOP, directory)).isEqualTo(shop());
        assertThat(OrganismYaml.read(Files.writeString(directory.resolve("x.yaml"), SHOP)))
                .isEqualTo(shop());
    }

    private static Organism shop() {
        var peers = List.of("file-read", "file-write", "file-edit", "glob", "grep", "command-exec");
        var agent = new AgentSpec("bounded & coder", "opus", 4096, 50);
        var permissions = new LinkedHashMap<String, Permission>();
        permissions.put("file-read", Permission.AUTO);
        permissions.put("command-exec", Permission.PROMPT);
        permissions.put("stock", Permission.DENY);
        return Organism.named("shop-coder")
                .prompt("bounded", "Do only the given task. Say what you do not know.")
                .prompt("coder", "Read before writing. Größe ✓\n")
                .listener(
                        new ListenerSpec(
                                "coder",
                                "agent.AgentTask",
                                "agent.handle",
                                "Writes code",
                                Optional.of(agent),
                                peers))
                .listener(
                        new ListenerSpec(
                                "stock",
                                "tools.StockRequest",
                                "tools.handle",
                                "Quotes",
                                Optional.empty(),
                                List.of()))
                .profile(
                        new ProfileSpec(
                                "coding",
                                List.of("coder", "stock", "file-read", "command-exec"),
                                permissions,
                                List.of("git", "mvn", "ls"),
                                new Retention.Days(90)))
                .profile(
                        new ProfileSpec(
                                "researcher",
                                List.of("coder", "file-read", "glob", "grep"),
                                Map.of(),
                                List.of(),
                                new Retention.PruneOnDelivery()))
                .build();
    }

    @Test
    void fileWithNothingButProfilesIsComplete() {
        assertThat(read("profiles: {look: {listeners: [coder, grep]}}"))
                .isEqualTo(
                        Organism.named("organism")
                                .profile(
                                        new ProfileSpec(
                                                "look",
                                                List.of("coder", "grep"),
                                                Map.of(),
                                                List.of()))
                                .build());
    }

    @Test
    void orderOfTheFileIsKept() {
        var organism =
                read(
                        """
                        prompts: {z: 1st, a: 2nd, m: 3rd}
                        profiles:
                          zebra:
                            listeners: [grep, coder, file-write, file-read]
                            permissions: {file-write: deny, coder: auto, grep: prompt}
                            commands: [zip, awk, make]
                          ant: {listeners: []}
                        """);
        var zebra = organism.profiles().getFirst();
        assertThat(organism.prompts().keySet()).containsExactly("z", "a", "m");
        assertThat(organism.profiles())
                .extracting(ProfileSpec::name)
                .containsExactly("zebra", "ant");
        assertThat(zebra.listeners()).containsExactly("grep", "coder", "file-write", "file-read");
        assertThat(zebra.permissions().keySet()).containsExactly("file-write", "coder", "grep");
        assertThat(zebra.commands()).containsExactly("zip", "awk", "make");
    }

    @Test
    void agentHasTheDefaultsWhereItSaysNothingElse() {
        var organism =
                read(
                        """
                        listeners:
                          - {name: helper, payload_class: AgentTask, handler: agent.handle,
                             description: Helps, agent: {prompt: coder}}
                        profiles: {p: {listeners: [helper]}}
                        """);
        assertThat(organism.listeners().getFirst().agent()).contains(AgentSpec.prompted("coder"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retain_forever | Forever[]",
                "'prune_on_delivery'   | PruneOnDelivery[]",
                "{retain_days: 0} | Days[days=0]",
                "{retain_days: +36500} | Days[days=36500]"
            })
    void journalSaysHowLongTheContentOfRunsIsKept(String yaml, String retention) {
        assertThat(retention("journal: " + yaml)).hasToString(retention);
    }

    @Test
    void runsAreKeptForEverWhereNothingElseIsSaid() {
        assertThat(retention("commands: []")).isEqualTo(new Retention.Forever());
    }

    private static Retention retention(String entry) {
        return read("profiles: {p: {listeners: [], " + entry + "}}")
                .profile("p")
                .orElseThrow()
                .retention();
    }

    @Test
    void nameComesFromTheFileWhereItIsNotGiven(@TempDir Path directory) throws IOException {
        var text = "profiles: {p: {listeners: []}}";
        for (var ending : List.of("yaml", "yml")) {
            var file = Files.writeString(directory.resolve("shop.floor." + ending), text);
            assertThat(OrganismYaml.read(file).name()).isEqualTo("shop.floor");
        }
    }

    @Test
    void wordsOfYaml11AreTextAndAliasesAreValues() {
        var organism =
                read(
                        """
                        prompts: {on: yes}
                        profiles:
                          no: {listeners: &l [coder, "grep"], commands: [y, '12', 1.2.3]}
                          off: {listeners: *l}
                        """);
        assertThat(organism.prompts()).isEqualTo(Map.of("on", "yes"));
        assertThat(organism.profile("no").orElseThrow().commands())
                .containsExactly("y", "12", "1.2.3");
        assertThat(organism.profile("off").orElseThrow().listeners())
                .containsExactly("coder", "grep");
    }

    @Test
    void byteOrderMarkOfUtf8IsLeftOut() {
        assertThat(read("\uFEFFprofiles: {p: {listeners: []}}").profiles()).hasSize(1);
    }

    @Test
    void builtInOrganismHasACoderAndAResearcher() {
        var organism = OrganismYaml.builtIn();
        var coding = organism.profile("coding").orElseThrow();
        assertThat(organism.name()).isEqualTo("default");
        assertThat(coding.listeners())
                .containsExactly(
                        "coder",
                        "file-read",
                        "file-write",
                        "file-edit",
                        "glob",
                        "grep",
                        "codebase-index",
                        "command-exec",
                        "command-jobs",
                        "skill");
        assertThat(coding.permissions())
                .isEqualTo(
                        Map.of(
                                "file-write", Permission.AUTO,
                                "file-edit", Permission.AUTO,
                                "command-exec", Permission.AUTO,
                                "command-jobs", Permission.AUTO));
        assertThat(coding.commands())
                .contains("git", "mvn", "python3", "cargo", "make")
                .doesNotContain("sh", "bash", "env", "npx", "xargs", "sudo", "nice", "timeout");
        assertThat(organism.profile("researcher").orElseThrow())
                .isEqualTo(
                        new ProfileSpec(
                                "researcher",
                                List.of(
                                        "coder",
                                        "file-read",
                                        "glob",
                                        "grep",
                                        "codebase-index",
                                        "skill"),
                                Map.of(),
                                List.of()));
        assertThat(organism.listeners()).isEmpty();
    }
}
