package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A repository, a folder outside of it, and the program started in it as people start it, with a
/// model that asks for one command and reads what came of it.
/// @param folder real path; the home of whoever starts the program
record WalledProject(Path folder) {
    /// @param folder empty
    static WalledProject in(Path folder) throws IOException, InterruptedException {
        var project = new WalledProject(folder.toRealPath());
        Files.createDirectory(project.workspace());
        Files.createDirectory(project.outside());
        Files.createDirectories(project.folder.resolve(".config"));
        Files.writeString(project.canary(), "secret");
        Files.setPosixFilePermissions(
                project.canary(), PosixFilePermissions.fromString("rw-rw-rw-"));
        var git = new ProcessBuilder("git", "init", "-q", project.workspace().toString());
        assertThat(git.start().waitFor()).isZero();
        return project;
    }

    Path workspace() {
        return folder.resolve("workspace");
    }

    Path outside() {
        return folder.resolve("outside");
    }

    /// A file outside that anybody may write.
    Path canary() {
        return outside().resolve("canary");
    }

    Path state() {
        return folder.resolve("state");
    }

    void script(String name, String text) throws IOException {
        var file = Files.writeString(workspace().resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// An organism whose agent may start these programs.
    /// @param more lines of the profile
    Path organism(List<String> programs, String... more) throws IOException {
        var lines = new StringBuilder();
        Stream.of(more).forEach(line -> lines.append("    ").append(line).append('\n'));
        return organism(
                """
                profiles:
                  coding:
                    listeners: [coder, command-exec]
                    permissions: {command-exec: auto}
                    commands: [%s]
                """
                                .formatted(String.join(", ", programs))
                        + lines);
    }

    Path organism(String yaml) throws IOException {
        return Files.writeString(folder.resolve("o.yaml"), yaml);
    }

    /// The same with a way out.
    /// @param protocol `http` or `https`
    Path organismWithWayOut(List<String> programs, int port, String protocol) throws IOException {
        return organism(
                """
                listeners:
                  - name: command-exec
                    ports: [{port: %d, direction: outbound, protocol: %s, hosts: ["127.0.0.1"]}]
                profiles:
                  coding:
                    listeners: [coder, command-exec]
                    permissions: {command-exec: auto}
                    commands: [%s]
                    network: [command-exec]
                """
                        .formatted(port, protocol, String.join(", ", programs)));
    }

    static ScriptedModel asking(String command) throws IOException {
        return ScriptedModel.start(
                calls(tool("command-exec", "{\"command\":\"%s\"}".formatted(command))),
                answer("done"));
    }

    /// What the model read last, with line breaks as in JSON.
    static String told(ScriptedModel model) {
        return Json.text(model.requests().getLast().body().requireArray("messages"));
    }

    BestCodeProcess run(ScriptedModel model, Path organism) {
        return bestcode("run", "--base-url", model.baseUrl())
                .with("--data-dir", state(), "--organism", organism, "x")
                .env("ANTHROPIC_API_KEY", "key")
                .env("HOME", folder.toString())
                .in(workspace());
    }
}
