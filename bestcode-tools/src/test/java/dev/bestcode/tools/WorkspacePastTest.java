package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Whatever calls have done to a tree, it can be made again what it was before any of them, and
/// what it was after.
class WorkspacePastTest {
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));
    private static final int RUNS = LONG ? 200 : 20;
    private static final int STEPS = 12;

    @TempDir Path folder;
    private Path root;
    private HeldPast store = new HeldPast();
    private WorkspacePast past;

    private interface Change {
        void make() throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(folder.toRealPath().resolve("w"));
        reopen();
    }

    /// As another process would.
    private void reopen() {
        past = WorkspacePast.of(Workspace.at(root), Map.of("HOME", folder.toString()), store);
    }

    private void command(Change change) throws InterruptedException {
        call(Optional.empty(), change);
    }

    private void call(Optional<String> path, Change change) throws InterruptedException {
        store.message();
        past.around(
                HeldPast.RUN,
                "tool",
                path,
                () -> {
                    try {
                        change.make();
                        return ToolOutcome.succeeded("done");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void write(String path, String text) throws InterruptedException {
        call(Optional.of(path), () -> put(path, text));
    }

    private void put(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private List<String> rewind(long at) throws IOException, InterruptedException {
        return rewind(new WorkspacePast.Point.Message(at));
    }

    private List<String> rewind(WorkspacePast.Point to) throws IOException, InterruptedException {
        var plan = past.plan(HeldPast.RUN, to);
        var problems = past.carryOut(HeldPast.RUN, plan.moment());
        store.makeNewest(plan.moment());
        return problems;
    }

    @Test
    void randomRunsGoBackToAnyMomentAndForwardAgain() throws Exception {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        for (int run = 0; run < RUNS; run++) {
            randomRun(seed + run);
            clear();
        }
        System.out.printf("counts: %d random runs of %d steps, seed %d%n", RUNS, STEPS, seed);
    }

    private void clear() throws IOException {
        RandomChanges.delete(root);
        Files.createDirectory(root);
        store = new HeldPast();
        reopen();
    }

    private void randomRun(long seed) throws Exception {
        var random = new Random(seed);
        var changes = new RandomChanges(root, random);
        put(".git/HEAD", "ref: refs/heads/main\n");
        put(".git/objects/ab/cd", "not to be touched");
        changes.some();
        changes.some();
        var moments = new ArrayList<Long>();
        var trees = new ArrayList<List<String>>();
        boolean looked = false; // what somebody changes before the first look, nobody can tell
        for (int step = 0; step < STEPS; step++) {
            moments.add(store.message());
            trees.add(TreeText.of(root));
            looked |= step(changes, random, looked);
        }
        moments.add(store.message());
        trees.add(TreeText.of(root));
        for (int i = 0; i < 6; i++) {
            int to = random.nextInt(moments.size());
            if (random.nextInt(3) == 0) {
                reopen();
            }
            assertThat(rewind(moments.get(to))).as("seed %d, to %d", seed, to).isEmpty();
            assertThat(TreeText.of(root)).as("seed %d, to %d", seed, to).isEqualTo(trees.get(to));
        }
    }

    /// @return whether the whole tree was looked at
    private boolean step(RandomChanges changes, Random random, boolean looked) throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> {
                write("notes/n" + random.nextInt(3), "text " + random.nextInt());
                return false;
            }
            case 1 -> {
                if (looked) {
                    changes.some(); // by somebody else, between two calls
                }
            }
            case 2 -> reopen();
            default -> {
                // Just a command.
            }
        }
        command(changes::some);
        return true;
    }

    @Test
    void fileToolsAloneNeedNoLookAtTheWholeTree() throws Exception {
        put("kept.txt", "first");
        put("other.txt", "somebody's");
        long before = store.message();
        write("kept.txt", "second");
        write("new/folder/f", "made");
        put("other.txt", "changed by somebody meanwhile");

        assertThat(rewind(before)).isEmpty();

        assertThat(root.resolve("kept.txt")).hasContent("first");
        assertThat(root.resolve("new")).doesNotExist();
        assertThat(root.resolve("other.txt")).hasContent("changed by somebody meanwhile");
    }

    @Test
    void settingBackIsUndoneToWhatItWasBeforeEditsInBetweenIncluded() throws Exception {
        put("f", "first");
        long before = store.message();
        command(() -> put("f", "second"));
        put("f", "third, by somebody");
        var was = TreeText.of(root);

        assertThat(rewind(before)).isEmpty();
        assertThat(root.resolve("f")).hasContent("first");
        assertThat(rewind(new WorkspacePast.Point.BeforeRewind())).isEmpty();
        assertThat(TreeText.of(root)).isEqualTo(was);
    }

    @Test
    void whatGitIgnoresIsLeftOutUnlessAFileToolWroteIt() throws Exception {
        put(".gitignore", "target/\n*.secret\n");
        put("target/A.class", "old");
        put("a.secret", "one");
        long before = store.message();
        command(() -> put("target/A.class", "built"));
        write("a.secret", "two");

        assertThat(rewind(before)).isEmpty();

        assertThat(root.resolve("target/A.class")).hasContent("built");
        assertThat(root.resolve("a.secret")).hasContent("one");
    }

    @Test
    void fileThatARuleNoLongerHidesIsNotDeletedByGoingBack() throws Exception {
        put(".gitignore", "hidden/\n");
        put("hidden/precious", "not in any past");
        long before = store.message();
        awaitOlderThanACall(root.resolve("hidden/precious"));
        command(() -> Files.delete(root.resolve(".gitignore")));

        assertThat(rewind(before)).isEmpty();

        assertThat(root.resolve("hidden/precious")).hasContent("not in any past");
        assertThat(root.resolve(".gitignore")).hasContent("hidden/\n");
    }

    /// The file system's clock ticks, and a scan takes what is of the same tick for new.
    private void awaitOlderThanACall(Path file) throws IOException {
        var old = changed(file).plusMillis(100);
        var tick = folder.resolve("tick");
        do {
            Files.writeString(tick, "");
        } while (changed(tick).isBefore(old));
    }

    private static Instant changed(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }

    @Test
    void changeThatLeavesSizeAndTimeIsFoundByTheInode() throws Exception {
        put("f", "aaaa");
        command(() -> {});
        long before = store.message();
        var time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(root.resolve("f"), time);
        command(
                () -> {
                    put("f", "bbbb");
                    Files.setLastModifiedTime(root.resolve("f"), time);
                });

        assertThat(rewind(before)).isEmpty();

        assertThat(root.resolve("f")).hasContent("aaaa");
    }

    @Test
    void folderWithWhatIsNotKeptStaysAndIsNamed() throws Exception {
        put("f", "x");
        long before = store.message();
        command(() -> put("clone/.git/HEAD", "ref"));

        assertThat(rewind(before)).containsExactly("clone: stays, since it holds what is not kept");

        assertThat(root.resolve("clone/.git/HEAD")).hasContent("ref");
    }

    @Test
    void linkInTheWayOfAFolderIsNotFollowedOut() throws Exception {
        put("folder/f", "inside");
        long before = store.message();
        command(() -> put("folder/f", "changed"));
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("f"), "canary");
        RandomChanges.delete(root.resolve("folder"));
        Files.createSymbolicLink(root.resolve("folder"), outside);

        assertThat(rewind(before)).isEmpty();

        assertThat(outside.resolve("f")).hasContent("canary");
        assertThat(root.resolve("folder/f")).hasContent("inside");
    }

    @Test
    void carryingOutMayStopAnywhereAndIsDoneAgain() throws Exception {
        for (int i = 0; i < 40; i++) {
            put("d" + i % 5 + "/f" + i, "old " + i);
        }
        long before = store.message();
        var was = TreeText.of(root);
        command(
                () -> {
                    for (int i = 0; i < 40; i += 2) {
                        put("d" + i % 5 + "/f" + i, "new");
                        Files.delete(root.resolve("d" + (i + 1) % 5 + "/f" + (i + 1)));
                    }
                });
        Sha256 plan = past.plan(HeldPast.RUN, new WorkspacePast.Point.Message(before)).moment();
        for (int i = 0; i < 10; i++) { // somebody else did some of it, or undid it
            put("d" + i % 5 + "/f" + i, i % 3 == 0 ? "old " + i : "half");
            reopen();
            assertThat(past.carryOut(HeldPast.RUN, plan)).isEmpty();
            assertThat(TreeText.of(root)).isEqualTo(was);
        }
    }
}
