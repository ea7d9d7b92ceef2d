package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SafeCommandsTest {
    /// Starts nothing that a model may name, and everything that is fixed.
    private static final CommandPolicy FIXED_ALONE =
            new CommandPolicy() {
                @Override
                public Decision decide(
                        String profile,
                        Map<String, Optional<Sha256>> granted,
                        List<String> words,
                        Path directory) {
                    return new Decision.Refuse("not this one");
                }

                @Override
                public Decision decideFixed(List<String> words, Path directory) {
                    return Decision.Run.as(Path.of("/bin/echo"), words);
                }
            };

    @TempDir private Path root;

    private List<ToolPeer> peers() {
        return NativeTools.in(Workspace.at(root)).peers(FIXED_ALONE);
    }

    private String said(String tool, String arguments) throws InterruptedException {
        var peer =
                peers().stream()
                        .filter(one -> one.descriptor().name().equals(tool))
                        .findFirst()
                        .orElseThrow();
        var json = Json.parseObject(arguments.replace('\'', '"'));
        return peer.call(new ToolCall(json, new RunId("test"), "coding", new NoRights(), _ -> {}))
                .text()
                .replace("exit code 0\n", "")
                .strip();
    }

    @Test
    void everyToolIsPredeclaredAndTakesNothingItDoesNotName() {
        assertThat(peers())
                .allSatisfy(
                        peer -> {
                            var name = peer.descriptor().name();
                            assertThat(Predeclared.listener(name)).as(name).isPresent();
                            assertThat(peer.descriptor().inputSchema().bool("additionalProperties"))
                                    .as(name)
                                    .contains(false);
                        });
    }

    @Test
    void theTypedParametersBecomeTheWordsOfAFixedCommand() throws InterruptedException {
        assertThat(said("git-status", "{}")).isEqualTo("status --porcelain=v1 --branch");
        assertThat(said("git-diff", "{'staged':true,'since':'main...HEAD','path':'src'}"))
                .isEqualTo("diff --cached main...HEAD -- src");
        assertThat(said("git-log", "{'limit':3}")).isEqualTo("log -n 3 --date=iso --stat --");
        assertThat(said("git-add", "{'paths':['a','-b']}")).isEqualTo("add -- a -b");
        assertThat(said("git-commit", "{'message':'--amend'}")).isEqualTo("commit -m --amend");
        assertThat(said("maven-run", "{'phase':'test','module':'core','test':'A'}"))
                .isEqualTo(
                        "-B -ntp test -pl core -am -Dtest=A -Dsurefire.failIfNoSpecifiedTests=false");
        assertThat(said("gradle-run", "{'task':'test','test':'A'}"))
                .isEqualTo("--no-daemon --console=plain test --tests A");
        assertThat(said("npm-run", "{'script':'build'}")).isEqualTo("run build");
        assertThat(said("cargo-run", "{'command':'test','package':'p','filter':'f'}"))
                .isEqualTo("test -p p f");
        assertThat(said("go-run", "{'command':'test','filter':'F'}"))
                .isEqualTo("test -run F ./...");
        assertThat(said("pytest-run", "{'path':'t','filter':'k'}")).isEqualTo("-q -k k t");
        assertThat(said("make-run", "{'target':'all'}")).isEqualTo("all");
    }

    @Test
    void noParameterBecomesAnOption() throws InterruptedException {
        for (var call :
                List.of(
                        "git-diff {'since':'--output=x'}",
                        "git-log {'range':'--output=x'}",
                        "npm-run {'script':'--script-shell=x'}",
                        "maven-run {'phase':'test','module':'-f'}",
                        "cargo-run {'command':'test','filter':'--config=x'}",
                        "go-run {'command':'test','packages':'-exec=x'}",
                        "pytest-run {'path':'-pevil'}",
                        "make-run {'target':'--eval=x'}")) {
            var parts = call.split(" ", 2);
            assertThat(said(parts[0], parts[1])).as(call).endsWith("begin with '-'");
        }
    }
}
