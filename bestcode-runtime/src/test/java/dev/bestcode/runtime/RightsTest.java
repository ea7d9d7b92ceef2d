package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// G3 in a whole system: rights lie in the content store, and neither a reload nor a reopen gives a
/// thread more than it began with. A question outlives its process.
@Timeout(120)
class RightsTest {
    @TempDir private Path folder;
    private Path workspace;
    private Path state;

    @BeforeEach
    void directories() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        state = folder.resolve("state");
        Files.writeString(workspace.resolve("a.txt"), "alpha");
    }

    @Test
    void theRightsOfEveryThreadLieInTheContentStoreUnderTheirDigest() throws Exception {
        try (var model = ScriptedModel.start(answer("done"));
                var os = system(model, state).organism(writing()).build()) {
            var run = os.submit(Task.of("coding", "x")).await().run();
            var row = os.state().threads().ofRun(run).orElseThrow();
            var blob = state.resolve("k0/blob").resolve(row.rights().hex());

            assertThat(Json.parseObject(Files.readString(blob)).requireObject("routes"))
                    .isNotNull();
        }
    }

    @Test
    void aReloadNarrowsARunningThreadAtItsNextHop() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var model = ScriptedModel.start(waiting(asked, go, write()), answer("as you wish"));
                var os = system(model, state).organism(writing()).build()) {
            var run = os.submit(Task.of("coding", "write"));
            asked.await();
            os.reload(reading());
            go.countDown();

            assertThat(run.await().status()).isEqualTo(RunStatus.DONE);
            assertThat(workspace.resolve("made.txt")).doesNotExist();
            assertThat(lastRequest(model)).contains("no route from 'coder' to 'file-write'");
        }
    }

    @Test
    void aChildIsFrozenWithNoMoreThanItsParentHasAtThatMoment() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var routes = new CopyOnWriteArrayList<String>();
        var system = new CopyOnWriteArrayList<BestCode>();
        var all = List.of("coder", "look", "file-write");
        try (var model =
                        ScriptedModel.start(
                                waiting(asked, go, calls(tool("look", "{}"))), answer("done"));
                var os =
                        system(model, state)
                                .organism(organism(all, Map.of("look", Permission.AUTO)))
                                .tool(new Look(() -> routes.addAll(routesOf(system, "look"))))
                                .build()) {
            system.add(os);
            var run = os.submit(Task.of("coding", "look"));
            asked.await();
            assertThat(routesOf(system, "coder"))
                    .containsExactly("file-write", "llm-pool", "look", "recall");
            os.reload(organism(all.subList(0, 2), Map.of("look", Permission.AUTO)));
            go.countDown();
            run.await();
        }
        assertThat(routes).containsExactly("llm-pool", "look", "recall");
    }

    /// What the coder may send to, by the rights that a thread of that name was frozen with.
    private List<String> routesOf(List<BestCode> system, String name) {
        var threads = system.getFirst().state().threads();
        var coder = threads.children(threads.root().orElseThrow().id()).getFirst();
        var row =
                name.equals("coder")
                        ? coder
                        : threads.children(coder.id()).stream()
                                .filter(child -> child.name().equals(name))
                                .findFirst()
                                .orElseThrow();
        try {
            var blob = Files.readString(state.resolve("k0/blob").resolve(row.rights().hex()));
            var bySender = Json.parseObject(blob).requireObject("routes");
            return List.copyOf(bySender.requireObject("coder").members().keySet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A tool that looks around while it runs.
    private record Look(Runnable around) implements ToolPeer {
        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of("look", "looks around", "{\"type\":\"object\"}");
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            around.run();
            return ToolOutcome.succeeded("seen");
        }
    }

    @Test
    void aReloadThatAddsGivesNewRunsMoreAndARunningOneNothing() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var model =
                        ScriptedModel.start(
                                waiting(asked, go, write()), answer("no"), write(), answer("yes"));
                var os = system(model, state).organism(reading()).build()) {
            var run = os.submit(Task.of("coding", "write"));
            asked.await();
            os.reload(writing());
            go.countDown();
            run.await();
            assertThat(workspace.resolve("made.txt")).doesNotExist();

            os.submit(Task.of("coding", "write")).await();
            assertThat(workspace.resolve("made.txt")).exists();
        }
    }

    @Test
    void aReopenWithAWiderOrganismGivesAnOldRunNothingAndANarrowerOneTakesAway() throws Exception {
        RunId old;
        try (var model = ScriptedModel.start(answer("done"));
                var os = system(model, state).organism(reading()).build()) {
            old = os.submit(Task.of("coding", "x")).await().run();
        }
        try (var model = ScriptedModel.start(write(), read(), answer("done"));
                var os = system(model, state).organism(writing()).build()) {
            os.followUp(old, "now write").await();
            assertThat(workspace.resolve("made.txt")).doesNotExist();
            assertThat(lastRequest(model)).contains("no route").contains("alpha");
        }
        var nothing = organism(List.of("coder"), Map.of());
        try (var model = ScriptedModel.start(read(), answer("done"));
                var os = system(model, state).organism(nothing).build()) {
            os.followUp(old, "now read").await();
            assertThat(lastRequest(model)).contains("no route from 'coder' to 'file-read'");
        }
    }

    @Test
    void aWaitingRunNeedsApprovalSurvivesItsProcessAndGoesOnWhenItIsAnswered() throws Exception {
        RunId run;
        var image = folder.resolve("image");
        var asking =
                organism(
                        List.of("coder", "file-read", "file-write"),
                        Map.of("file-write", Permission.PROMPT));
        try (var model = ScriptedModel.start(write());
                var os = waitingSystem(model, state, asking).build()) {
            run = os.submit(Task.of("coding", "write")).id();
            var pending = question(state);
            assertThat(pending.request().tool()).isEqualTo("file-write");
            assertThat(pending.request().preview().paths())
                    .containsExactly(workspace.toRealPath().resolve("made.txt").toString());
            assertThat(pending.request().arguments().requireString("content")).isEqualTo("made");
            copy(state, image); // what a kill at this moment leaves
        }
        var closed = KernelDirectories.list(state).getFirst();
        assertThat(KernelDirectories.approvals(closed)).as("a close leaves it too").hasSize(1);
        var left = KernelDirectories.list(image).getFirst();
        assertThat(KernelDirectories.runs(left).getFirst().state())
                .isEqualTo(RunState.NEEDS_APPROVAL);
        assertThat(KernelDirectories.approvals(left)).hasSize(1);
        assertThat(workspace.resolve("made.txt")).doesNotExist();

        try (var model = ScriptedModel.start(answer("written"));
                var os = waitingSystem(model, image, asking).build()) {
            var again = os.resume(run);
            var pending = question(image);
            assertThat(KernelDirectories.runs(live(image)).getFirst().state())
                    .isEqualTo(RunState.NEEDS_APPROVAL);
            try (var client = ControlClient.connect(image.resolve("k0")).orElseThrow()) {
                assertThat(
                                client.approve(
                                        pending.question(),
                                        true,
                                        ApprovalScope.ONCE,
                                        "",
                                        Optional.empty()))
                        .isTrue();
                assertThat(
                                client.approve(
                                        pending.question(),
                                        false,
                                        ApprovalScope.ONCE,
                                        "",
                                        Optional.empty()))
                        .isFalse();
            }
            assertThat(again.await().text()).isEqualTo("written");
            assertThat(workspace.resolve("made.txt")).hasContent("made");
            assertThat(os.state().journal().undelivered()).isEmpty();
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void aWaitingRunThatIsTakenUpUnderANarrowerOrganismIsRefusedAndNotAsked() throws Exception {
        RunId run;
        var image = folder.resolve("image");
        var asking =
                organism(List.of("coder", "file-write"), Map.of("file-write", Permission.PROMPT));
        try (var model = ScriptedModel.start(write());
                var os = waitingSystem(model, state, asking).build()) {
            run = os.submit(Task.of("coding", "write")).id();
            question(state);
            copy(state, image);
        }
        try (var model = ScriptedModel.start(answer("so be it"));
                var os = waitingSystem(model, image, reading()).build()) {
            assertThat(os.resume(run).await().text()).isEqualTo("so be it");
            assertThat(lastRequest(model)).contains("no route");
            assertThat(workspace.resolve("made.txt")).doesNotExist();
            assertThatThrownBy(() -> os.resume(run)).isInstanceOf(IllegalStateException.class);
        }
    }

    private BestCodeBuilder waitingSystem(ScriptedModel model, Path where, Organism organism) {
        return system(model, where).organism(organism).approver(Approver.elsewhere());
    }

    private BestCodeBuilder system(ScriptedModel model, Path where) {
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .stateIn(where);
    }

    private static PendingApproval question(Path where) throws Exception {
        try (var client = ControlClient.connect(where.resolve("k0")).orElseThrow()) {
            var found = client.approvals();
            while (found.isEmpty()) { // bounded by the test's time
                Thread.onSpinWait();
                found = client.approvals();
            }
            return found.getFirst();
        }
    }

    private static KernelDirectory live(Path where) {
        return KernelDirectories.list(where).getFirst();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Step waiting(CountDownLatch asked, CountDownLatch go, Step then) {
        return Step.computed(
                _ -> {
                    asked.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return then;
                });
    }

    private static String lastRequest(ScriptedModel model) {
        return Json.text(model.requests().getLast().body());
    }

    private static Step write() {
        return calls(tool("file-write", "{\"path\":\"made.txt\",\"content\":\"made\"}"));
    }

    private static Step read() {
        return calls(tool("file-read", "{\"path\":\"a.txt\"}"));
    }

    private static Organism reading() {
        return organism(List.of("coder", "file-read"), Map.of());
    }

    private static Organism writing() {
        return organism(
                List.of("coder", "file-read", "file-write"), Map.of("file-write", Permission.AUTO));
    }

    private static Organism organism(List<String> listeners, Map<String, Permission> said) {
        return Organism.named("o")
                .profile(new ProfileSpec("coding", listeners, said, List.of()))
                .build();
    }
}
