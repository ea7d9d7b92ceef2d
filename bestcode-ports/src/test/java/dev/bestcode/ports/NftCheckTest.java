package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.organism.PortSpec;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules before the real checker, in a network namespace of its own.
class NftCheckTest {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin");

    @Test
    void theRealCheckerTakesTheRules() throws Exception {
        assumeTrue(Boolean.getBoolean("bestcode.long"), "the real checker is asked with -Plong");
        var nft = program("nft");
        var unshare = program("unshare");
        assumeTrue(nft.isPresent(), "nft is not installed");
        assumeTrue(unshare.isPresent(), "unshare is not installed");

        var rules =
                PortManager.of(
                                PortManagerTest.organism(
                                        PortManagerTest.listener(
                                                "a\"; flush ruleset; #",
                                                PortManagerTest.out(443, "a.org", "10.0.0.9"),
                                                PortManagerTest.in(8080, PortSpec.Protocol.HTTP),
                                                PortManagerTest.in(53, PortSpec.Protocol.UDP))))
                        .nftables(
                                "p",
                                "daemon",
                                new Hosts.Names().with("a.org", "93.184.215.14", "2606:4700::1"));
        var inNamespace = List.of(unshare.get().toString(), "--net", nft.get().toString());
        assumeTrue(
                run(inNamespace, List.of("list", "ruleset"), "").equals(""),
                "no network namespace may be had here");

        assertThat(run(inNamespace, List.of("-c", "-f", "-"), rules)).isEmpty();
        assertThat(run(inNamespace, List.of("-c", "-f", "-"), rules.replace("daddr", "daddy")))
                .as("the checker does check")
                .isNotEmpty();
    }

    /// What it said; nothing when it was content.
    private static String run(List<String> program, List<String> arguments, String input)
            throws IOException, InterruptedException {
        var command = Stream.concat(program.stream(), arguments.stream()).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return exit == 0 ? said : "exit %d: %s".formatted(exit, said);
    }

    private static Optional<Path> program(String name) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
