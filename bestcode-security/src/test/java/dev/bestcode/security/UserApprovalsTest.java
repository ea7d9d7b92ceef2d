package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalMemory;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.tool.ToolPreview;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

class UserApprovalsTest {
    private static final ApprovalAnswer YES = ApprovalAnswer.allow("me", ApprovalScope.ALWAYS);

    @TempDir private Path temp;
    private Path workspace;
    private Path config;

    @BeforeEach
    void directories() throws IOException {
        temp = temp.toRealPath();
        workspace = Files.createDirectory(temp.resolve("workspace"));
        config = temp.resolve("config");
    }

    @Test
    void anAnswerForGoodIsKnownAgainInAnotherProcess() throws IOException {
        assertThat(memory(workspace).keep(request("git status", "/usr/bin/git"), YES)).isEmpty();

        assertThat(memory(workspace).recall(request("git status", "/usr/bin/git")))
                .hasValueSatisfying(
                        answer -> {
                            assertThat(answer.allowed()).isTrue();
                            assertThat(answer.by()).startsWith("me, for good on ");
                        });
        var file = config.resolve("bestcode/approvals.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherCallProgramWorkspaceOrProfileIsAnotherQuestion() throws IOException {
        memory(workspace).keep(request("git status", "/usr/bin/git"), YES);
        var other = Files.createDirectory(temp.resolve("other"));
        var here = request("git status", "/usr/bin/git");
        var otherProfile =
                new ApprovalRequest(
                        here.run(),
                        "q",
                        here.intent(),
                        here.tool(),
                        here.arguments(),
                        here.preview());

        assertThat(memory(workspace).recall(request("git push", "/usr/bin/git"))).isEmpty();
        assertThat(memory(workspace).recall(request("git status", "/opt/git"))).isEmpty();
        assertThat(memory(workspace).recall(otherProfile)).isEmpty();
        assertThat(memory(other).recall(here)).isEmpty();
    }

    @Test
    void aLineThatIsTakenOutOrBrokenAllowsNothing() throws IOException {
        var request = request("git status", "/usr/bin/git");
        memory(workspace).keep(request, YES);
        var file = config.resolve("bestcode/approvals.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"sha", "x").replace("{", "{{"));
        assertThat(memory(workspace).recall(request)).isEmpty();

        Files.writeString(file, "");
        assertThat(memory(workspace).recall(request)).isEmpty();
    }

    @Test
    void aConfigurationThatTheWorkspacesToolsCouldWriteIsNotUsed() {
        config = workspace.resolve("config");
        var memory = memory(workspace);
        var request = request("git status", "/usr/bin/git");

        assertThat(memory.keep(request, YES))
                .hasValueSatisfying(text -> assertThat(text).contains("lies in the workspace"));
        assertThat(memory.recall(request)).isEmpty();
        assertThat(config).doesNotExist();
    }

    private ApprovalMemory memory(Path of) {
        return UserApprovals.of(Map.of("XDG_CONFIG_HOME", config.toString()), of);
    }

    private static ApprovalRequest request(String command, String program) {
        return new ApprovalRequest(
                new RunId("r-1"),
                "p",
                new MessageId(7),
                "command-exec",
                JsonObject.builder().put("command", command).build(),
                ToolPreview.ofCommand(program, List.of(command.split(" ", -1)), "/w"));
    }
}
