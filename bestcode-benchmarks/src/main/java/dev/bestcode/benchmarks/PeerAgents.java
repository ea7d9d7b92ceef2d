package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Agents of others, from npm, in a folder that is kept from run to run: 700 MB, fetched once.
/// Their install scripts are not run.
/// @param modules npm's `node_modules`
record PeerAgents(Path modules) {
    /// Those that the documents speak of; newer ones may ask for other set-ups.
    private static final List<String> PACKAGES =
            List.of(
                    "@openai/codex@0.171.0",
                    "@mariozechner/pi-coding-agent@0.73.1",
                    "@anthropic-ai/claude-code@2.1.197");

    /// A slow registry gives about 2 MB a second.
    private static final int INSTALL_MINUTES = 15;

    static PeerAgents in(Path folder) {
        return new PeerAgents(folder.toAbsolutePath().normalize().resolve("node_modules"));
    }

    /// Fetch those that are not there. What cannot be had is said, and left out.
    void install() {
        var absent =
                PACKAGES.stream()
                        .filter(name -> !name.endsWith("@" + versionOf(npmName(name))))
                        .toList();
        if (absent.isEmpty()) {
            return;
        }
        System.out.println("npm fetches " + absent);
        var words =
                new ArrayList<>(
                        List.of(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--ignore-scripts",
                                "--prefix",
                                modules.resolveSibling("").toString()));
        words.addAll(absent);
        try {
            Files.createDirectories(modules);
            var npm = new ProcessBuilder(words).inheritIO().start();
            if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                System.out.println("npm has not ended within its time");
            }
        } catch (IOException e) {
            System.out.println("no npm, so no peers from there: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while npm fetched", e);
        }
    }

    /// Those that are there.
    List<Agent> agents() {
        var agents = new ArrayList<Agent>();
        var pi = modules.resolve("@mariozechner/pi-coding-agent/dist/cli.js");
        var claude = modules.resolve("@anthropic-ai/claude-code-" + platform() + "/claude");
        add(agents, pi, PiAgent::new);
        add(agents, codex("bin/codex"), CodexAgent::new);
        add(agents, claude, ClaudeAgent::new);
        return agents;
    }

    private static void add(List<Agent> agents, Path program, Function<Path, Agent> agent) {
        if (Files.isRegularFile(program)) {
            agents.add(agent.apply(program));
        }
    }

    /// ripgrep, which Codex brings along.
    Path ripgrep() {
        return codex("codex-path");
    }

    /// Names with versions, of those that are there.
    String versions() {
        return String.join(
                ", ",
                PACKAGES.stream()
                        .map(PeerAgents::npmName)
                        .filter(name -> !versionOf(name).isEmpty())
                        .map(name -> name + " " + versionOf(name))
                        .toList());
    }

    private static String npmName(String withVersion) {
        return withVersion.substring(0, withVersion.lastIndexOf('@'));
    }

    private String versionOf(String name) {
        try {
            var json = Files.readString(modules.resolve(name).resolve("package.json"));
            return Json.parseObject(json).string("version").orElse("");
        } catch (IOException absent) {
            return "";
        }
    }

    private Path codex(String path) {
        var vendor = modules.resolve("@openai/codex-" + platform()).resolve("vendor");
        if (!Files.isDirectory(vendor)) {
            return vendor;
        }
        try (var folders = Files.list(vendor)) {
            return folders.findFirst().orElse(vendor).resolve(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + vendor, e);
        }
    }

    /// As npm's packages call it.
    private static String platform() {
        var arch = System.getProperty("os.arch");
        return "linux-" + (arch.equals("amd64") ? "x64" : arch.equals("aarch64") ? "arm64" : arch);
    }
}
