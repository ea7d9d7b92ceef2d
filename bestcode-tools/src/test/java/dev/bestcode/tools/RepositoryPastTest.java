package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/// In a real repository of git, with commits, branches and resets among the calls: going back makes
/// the tree what it was, and leaves `.git` as it is, bit for bit.
class RepositoryPastTest {
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));
    private static final int RUNS = LONG ? 40 : 4;
    private static final int STEPS = 10;
    private static final int REWINDS = 6;
    private static final Path GIT = Path.of("/usr/bin/git");

    /// Untouched by the user's own configuration.
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "GIT_CONFIG_GLOBAL", "/dev/null",
                    "GIT_CONFIG_SYSTEM", "/dev/null",
                    "GIT_AUTHOR_NAME", "Test",
                    "GIT_AUTHOR_EMAIL", "test@example.invalid",
                    "GIT_COMMITTER_NAME", "Test",
                    "GIT_COMMITTER_EMAIL", "test@example.invalid");

    @TempDir Path folder;

    /// Lets git alone start, with whatever words.
    private static final class GitAlone implements CommandPolicy {
        @Override
        public Decision decide(
                String profile,
                Map<String, Optional<Sha256>> granted,
                List<String> words,
                Path directory) {
            return words.getFirst().equals("git")
                    ? decideFixed(words, directory)
                    : new Decision.Refuse("not this one");
        }

        @Override
        public Decision decideFixed(List<String> words, Path directory) {
            return new Decision.Run(GIT, words, ENVIRONMENT);
        }
    }

    /// One repository, and what is done in it.
    private final class Work {
        final Path root;
        final Random random;
        final RandomChanges changes;
        final HeldPast store = new HeldPast();
        final List<ToolPeer> tools;
        WorkspacePast past;
        int commits;

        Work(Path root, long seed) throws IOException, InterruptedException {
            this.root = Files.createDirectories(root);
            this.random = new Random(seed);
            this.changes = new RandomChanges(root, random);
            this.tools = NativeTools.in(Workspace.at(root)).peers(new GitAlone());
            this.past = opened();
            git("init --quiet --initial-branch=main");
            changes.some();
            git("add --all");
            git("commit --quiet --allow-empty --message=first");
        }

        /// As another process would.
        WorkspacePast opened() {
            return WorkspacePast.of(Workspace.at(root), Map.of("HOME", folder.toString()), store);
        }

        void call(String label, WorkspacePast.Call call) throws InterruptedException {
            store.message();
            past.around(HeldPast.RUN, label, Optional.empty(), call);
        }

        ToolOutcome tool(String name, JsonObject arguments) throws InterruptedException {
            var peer =
                    tools.stream()
                            .filter(one -> one.descriptor().name().equals(name))
                            .findFirst()
                            .orElseThrow();
            return peer.call(
                    new ToolCall(arguments, HeldPast.RUN, "coding", new NoRights(), _ -> {}));
        }

        /// Some of it may fail, as with a person: a checkout over changes, a commit of nothing.
        ToolOutcome git(String words) throws InterruptedException {
            return tool(
                    "command-exec", JsonObject.builder().put("command", "git " + words).build());
        }

        void step() throws InterruptedException {
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    call("git-add", () -> tool("git-add", Json.parseObject("{\"paths\":[\".\"]}")));
                    var message = JsonObject.builder().put("message", "c" + ++commits).build();
                    call("git-commit", () -> tool("git-commit", message));
                }
                case 2 -> call("git", () -> git("checkout --quiet -b b" + random.nextInt(1_000)));
                case 3 -> call("git", () -> git("checkout --quiet --force main"));
                case 4 -> call("git", () -> git("reset --quiet --hard HEAD"));
                case 5 -> call("git", () -> git("stash --quiet --include-untracked"));
                default -> past = opened();
            }
            call("command", this::change);
        }

        private ToolOutcome change() {
            try {
                changes.some();
                return ToolOutcome.succeeded("done");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> rewind(WorkspacePast.Point to) throws IOException, InterruptedException {
            var plan = past.plan(HeldPast.RUN, to);
            var problems = past.carryOut(HeldPast.RUN, plan.moment());
            store.makeNewest(plan.moment());
            return problems;
        }

        List<String> tree() throws IOException {
            return lines(Predicate.not(RepositoryPastTest::isOfGit));
        }

        List<String> repository() throws IOException {
            return lines(RepositoryPastTest::isOfGit);
        }

        private List<String> lines(Predicate<String> which) throws IOException {
            return TreeText.of(root).stream().filter(which).toList();
        }
    }

    private static boolean isOfGit(String line) {
        return line.contains(" .git/") || line.endsWith(" .git");
    }

    @Test
    void randomRunsGoBackAndForwardAndGitsOwnFilesStayBitForBit() throws Exception {
        assumeTrue(Files.isExecutable(GIT), "there is no " + GIT);
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        System.out.printf(
                "counts: %d random runs of %d steps with git, seed %d%n", RUNS, STEPS, seed);
        int commits = 0;
        for (int run = 0; run < RUNS; run++) {
            var work = new Work(folder.toRealPath().resolve("w" + run), seed + run);
            goBackAndForward(work, seed + run);
            commits += work.commits;
        }
        assertThat(commits).as("seed %d", seed).isPositive();
    }

    private void goBackAndForward(Work work, long seed) throws Exception {
        var moments = new ArrayList<Long>();
        var trees = new ArrayList<List<String>>();
        for (int step = 0; step < STEPS; step++) {
            moments.add(work.store.message());
            trees.add(work.tree());
            work.step();
        }
        moments.add(work.store.message());
        trees.add(work.tree());
        var repository = work.repository();
        assertThat(repository).as("seed %d", seed).anyMatch(line -> line.contains(".git/objects/"));
        for (int i = 0; i < REWINDS; i++) {
            var before = work.tree();
            int to = work.random.nextInt(moments.size());
            assertThat(work.rewind(new WorkspacePast.Point.Message(moments.get(to))))
                    .as("seed %d, to %d", seed, to)
                    .isEmpty();
            assertThat(work.tree()).as("seed %d, to %d", seed, to).isEqualTo(trees.get(to));
            assertThat(work.repository()).as("seed %d, to %d", seed, to).isEqualTo(repository);
            if (work.random.nextBoolean()) {
                assertThat(work.rewind(new WorkspacePast.Point.BeforeRewind())).isEmpty();
                assertThat(work.tree()).as("seed %d, forward", seed).isEqualTo(before);
                assertThat(work.repository()).as("seed %d", seed).isEqualTo(repository);
            }
        }
    }
}
