package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.testkit.Step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;

/// Fifty steps of reads, edits, writes and commands that append to a file. Which comes next follows
/// from the conversation alone, so a model that plays them gives a process that was killed the same
/// answers again.
final class FiftySteps {
    static final int STEPS = 50;
    static final String LAST_WORDS = "All fifty are done.";
    private static final int ROUNDS = 10;
    private static final String LOG = "log.txt";

    private final Path folder;
    private final Path workspace;

    private FiftySteps(Path folder) {
        this.folder = folder;
        this.workspace = folder.resolve("workspace");
    }

    /// A workspace to do them in, and a program that appends a line, outside of it.
    static FiftySteps in(Path folder) throws IOException {
        var steps = new FiftySteps(folder);
        Files.createDirectories(steps.workspace);
        before().write(steps.workspace);
        var program = Files.createDirectories(folder.resolve("bin")).resolve("append");
        Files.writeString(program, "#!/bin/sh\necho \"$1\" >> " + LOG + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                steps.organism(),
                """
                profiles:
                  coding:
                    listeners: [coder, file-read, file-write, file-edit, glob, grep, command-exec]
                    permissions: {file-write: auto, file-edit: auto, command-exec: auto}
                    commands: [append]
                """);
        return steps;
    }

    Path workspace() {
        return workspace;
    }

    Path organism() {
        return folder.resolve("organism.yaml");
    }

    Path state() {
        return folder.resolve("state");
    }

    String path() {
        return folder.resolve("bin") + ":" + System.getenv("PATH");
    }

    /// What the model answers to a request.
    static Step next(JsonObject request) {
        long answered =
                request.requireArray("messages").values().stream()
                        .filter(message -> role(message).equals("assistant"))
                        .count();
        return answered < STEPS ? step((int) answered) : answer(LAST_WORDS);
    }

    private static Step step(int number) {
        int round = number / 5;
        var file = "data/part%d.txt".formatted(round);
        return switch (number % 5) {
            case 0 -> calls(tool("file-read", "{\"path\":\"%s\"}".formatted(file)));
            case 1 ->
                    calls(
                            tool(
                                    "file-edit",
                                    "{\"path\":\"%s\",\"edits\":[{\"old\":\"a\",\"new\":\"aa\"}]}"
                                            .formatted(file)));
            case 2 ->
                    calls(
                            tool(
                                    "command-exec",
                                    "{\"command\":\"append line-%d\"}".formatted(round)));
            case 3 ->
                    calls(
                            tool(
                                    "file-write",
                                    "{\"path\":\"out/%d.txt\",\"content\":\"made in round %d\"}"
                                            .formatted(round, round)));
            default ->
                    calls(
                            tool("grep", "{\"pattern\":\"round %d\"}".formatted(round)),
                            tool("file-read", "{\"path\":\"%s\"}".formatted(file)));
        };
    }

    /// Every file is as the steps describe it; of the appended one each line may be missing whose
    /// outcome the model was told to be unknown.
    void check(JsonObject lastRequest) throws IOException {
        var expected = new FileTree();
        for (int round = 0; round < ROUNDS; round++) {
            expected.put("data/part%d.txt".formatted(round), "aa");
            expected.put("out/%d.txt".formatted(round), "made in round " + round);
        }
        var lines = Files.readAllLines(workspace.resolve(LOG));
        assertThat(lines).doesNotHaveDuplicates();
        for (int round = 0; round < ROUNDS; round++) {
            if (!unknown(lastRequest, 5 * round + 2)) {
                assertThat(lines).contains("line-" + round);
            }
        }
        Files.delete(workspace.resolve(LOG));
        assertThat(FileTree.read(workspace)).hasToString(expected.toString());
    }

    /// How many results the model was told to be unknown.
    static long unknowns(JsonObject lastRequest) {
        return IntStream.range(0, STEPS).filter(step -> unknown(lastRequest, step)).count();
    }

    private static boolean unknown(JsonObject lastRequest, int step) {
        var results = lastRequest.requireArray("messages").values().get(2 * step + 2);
        return results instanceof JsonObject message
                && texts(message.requireArray("content")).stream()
                        .anyMatch(
                                text ->
                                        text.contains("outcome unknown")
                                                && text.contains("was not run again"));
    }

    private static List<String> texts(JsonArray blocks) {
        return blocks.values().stream()
                .map(JsonObject.class::cast)
                .flatMap(block -> block.array("content").orElse(JsonArray.EMPTY).values().stream())
                .map(text -> ((JsonObject) text).string("text").orElse(""))
                .toList();
    }

    private static FileTree before() {
        var tree = new FileTree();
        for (int round = 0; round < ROUNDS; round++) {
            tree.put("data/part%d.txt".formatted(round), "a");
        }
        return tree;
    }

    private static String role(JsonValue message) {
        return ((JsonObject) message).requireString("role");
    }
}
