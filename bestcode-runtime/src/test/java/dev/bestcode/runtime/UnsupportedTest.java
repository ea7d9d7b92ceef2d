package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.Organism;
import dev.bestcode.organism.OrganismYaml;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class UnsupportedTest {
    @TempDir Path directory;

    @Test
    void everyKeyThatNothingDoesIsRefusedWithItsLine() throws IOException {
        Files.writeString(directory.resolve("s.wasm"), "");
        var file = directory.resolve("o.yaml");
        Files.writeString(
                file,
                """
                listeners:
                  - name: coder
                    agent: {budget: {usd: 1}, permissions: {grep: deny}}
                    peers: [grep]
                    librarian: true
                  - name: s
                    payload_class: T
                    handler: wasm
                    description: d
                    semantic_description: e
                    wasm: {path: s.wasm}
                    ports: [{port: 1, direction: outbound, protocol: tcp, hosts: [a]}]
                  - name: sub
                    payload_class: U
                    handler: organism
                    description: d
                    callable: {profile: p}
                profiles:
                  p:
                    listeners: [coder, s]
                    commands: [{program: ls, sha256: "%s"}]
                    network: [s]
                    linux_user: bestcode
                    sandbox: required
                    budget: {minutes: 0}
                """
                        .formatted("0".repeat(64)));
        var read = OrganismYaml.open(file);
        var problems = Unsupported.in(read.organism(), read::place);
        assertThat(problems.stream().map(line -> line.replace(directory + "/", "")))
                .containsExactly(
                        "o.yaml:10:5: listeners.s.semantic_description is said, but this build has"
                                + " no search by another description; remove the key",
                        "o.yaml:12:5: listeners.s.ports is said, but this build has no way out for a"
                                + " tool that starts no programs; remove the key",
                        "o.yaml:22:5: profiles.p.network is said, but this build has no way out for a"
                                + " tool that starts no programs; remove the key");
    }

    @Test
    void plainOrganismsAreSupported() {
        for (var organism : List.of(OrganismYaml.builtIn(), Organism.named("o").build())) {
            assertThat(Unsupported.in(organism, _ -> Optional.empty())).isEmpty();
        }
        assertThat(
                        Unsupported.in(
                                OrganismYaml.parse(OrganismYaml.starter(), directory),
                                _ -> Optional.empty()))
                .isEmpty();
    }
}
