package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class GlobTest {
    @TempDir Path root;
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(root);
    }

    private List<String> glob(String arguments) {
        return bench.call("glob", arguments).text().lines().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "*.java,A.java,true",
        "*.java,a/A.java,false",
        "**/*.java,A.java,true",
        "**/*.java,a/b/A.java,true",
        "a/**,a/b/c,true",
        "a/**,a,false",
        "a/**/c,a/c,true",
        "a/**/c,a/b/b/c,true",
        "a/**/c,abc,false",
        "a?c,a/c,false",
        "[a-c]x,bx,true",
        "[!a-c]x,bx,false",
        "[^a-c]x,dx,true",
        "[]x]y,]y,true",
        "[[:digit:]]z,7z,true",
        "a\\*,a*,true",
        "a\\*,ab,false",
        "*/foo,a/foo,true",
        "*/foo,b/a/foo,false",
        "a*b*c,aXbXc,true",
        "?,é,true"
    })
    void patternsMatchAsGitsDo(String pattern, String path, boolean matches) {
        assertThat(Glob.compile(pattern).orElseThrow().matches(path)).isEqualTo(matches);
    }

    @Test
    void noPatternCanHangTheMatcher() {
        var glob = Glob.compile("*a".repeat(60) + "b").orElseThrow();

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(glob.matches("a".repeat(5_000))).isFalse());
    }

    @Test
    void gitsOwnTableOfWildcardsIsMatched() throws IOException {
        var data =
                Path.of(System.getProperty("bestcode.data", ""), "globs/git-wildmatch-t3070.jsonl");
        assumeTrue(Files.exists(data), "no table of wildcards at bestcode.data");
        List<String> wrong = new ArrayList<>();
        for (var line : Files.readAllLines(data)) {
            var row = Json.parseObject(line);
            var glob = Glob.compile(row.requireString("pattern"));
            boolean matches = glob.map(one -> one.matches(row.requireString("text"))).orElse(false);
            if (matches != row.bool("wildmatch_pathname").orElseThrow()) {
                wrong.add(line);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theRecordedTreesAreIgnoredAsGitDoes() throws IOException {
        var data = Path.of(System.getProperty("bestcode.data", ""), "globs/gitignore-oracle.jsonl");
        assumeTrue(Files.exists(data), "no recorded git verdicts at bestcode.data");
        List<String> wrong = new ArrayList<>();
        int paths = 0;
        for (var line : Files.readAllLines(data)) {
            var row = Json.parseObject(line);
            for (var verdict : row.requireObject("paths").members().entrySet()) {
                paths++;
                boolean git = ((JsonBoolean) verdict.getValue()).value();
                if (ignored(row.requireObject("gitignore_files"), verdict.getKey()) != git) {
                    wrong.add(row.requireString("id") + ": " + verdict.getKey() + " git " + git);
                }
            }
        }
        assertThat(paths).isGreaterThan(500);
        assertThat(wrong).isEmpty();
    }

    private static boolean ignored(JsonObject files, String path) {
        var rules = IgnoreRules.NONE;
        var directory = ".";
        var names = path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            var file = files.get(TreeWalk.join(directory, ".gitignore"));
            if (file.isPresent() && file.get() instanceof JsonString(var content)) {
                rules = rules.extend(directory, content.lines().toList());
            }
            directory = TreeWalk.join(directory, names[i]);
            if (rules.ignores(directory, i < names.length - 1)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nestedNegatedAnchoredAndDirectoryRulesHoldAndGitItselfIsLeftOut() {
        bench.file(".gitignore", "*.log\n/build/\ntarget/\n!keep.log\n\\#x\ntrail\\ \n")
                .file("a.log", "")
                .file("keep.log", "")
                .file("build/x", "")
                .file("sub/build/x", "")
                .file("sub/target/x", "")
                .file("sub/.gitignore", "!*.log\n/only-here\nnear\n")
                .file("sub/b.log", "")
                .file("sub/only-here", "")
                .file("sub/deep/only-here", "")
                .file("sub/deep/near", "")
                .file("sub/deep/#x", "")
                .file("target", "a file of that name")
                .file("#x", "")
                .file("trail ", "")
                .file(".git/config", "")
                .file(".github/w.yml", "")
                .file(".ignore", "private\n")
                .file("private/x", "")
                .file(".git/info/exclude", "mine\n")
                .file("mine", "")
                .file("sub/mine", "");

        assertThat(glob("{'pattern':'**'}"))
                .containsExactlyInAnyOrder(
                        ".gitignore",
                        ".ignore",
                        ".github/w.yml",
                        "keep.log",
                        "sub/.gitignore",
                        "sub/b.log",
                        "sub/build/x",
                        "sub/deep/only-here",
                        "target");
        assertThat(glob("{'pattern':'*','path':'build'}"))
                .as("a folder that is asked for by name is searched")
                .containsExactly("build/x");
        assertThat(glob("{'pattern':'**','path':'sub/deep'}"))
                .as("rules of the folders above hold below")
                .containsExactly("sub/deep/only-here");
    }

    @Test
    void whatAWalkLeavesOutIsSaid() throws Exception {
        bench.file("d/".repeat(129) + "x", "").file("a", "").file("b", "");

        var deep = "[directories deeper than 128 levels left out]\n";
        assertThat(bench.call("glob", "{'pattern':'x'}").text())
                .isEqualTo("[no file matches; ignored files and links are not listed]\n" + deep);
        assertThat(bench.call("grep", "{'pattern':'y'}").text()).endsWith(deep);
        var workspace = Workspace.at(root);
        List<String> seen = new ArrayList<>();
        try (var folder = workspace.find(".")) {
            assertThat(
                            new TreeWalk(file -> seen.add(file.path()), 2)
                                    .walk((Place.Folder) folder, IgnoreRules.NONE))
                    .isEqualTo("[stopped after 2 entries; give a narrower path]\n");
        }
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void whatMayNotBeReadIsCounted() throws IOException {
        bench.file("locked/x", "").file("y", "");
        var locked = root.resolve("locked");
        Files.setPosixFilePermissions(locked, Set.of());
        try {
            assumeTrue(!Files.isReadable(locked), "this user may read everything");
            assertThat(glob("{'pattern':'**'}"))
                    .containsExactly("y", "[1 left out: permission denied]");
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aListThatIsTooLongForAResultIsCountedAsFarAsItIsShown() {
        for (int i = 0; i < 300; i++) {
            bench.file("%0200d".formatted(i), "");
        }
        var lines = glob("{'pattern':'*'}");

        assertThat(lines)
                .hasSizeLessThan(300)
                .last()
                .asString()
                .startsWith("[the newest %d of 300 files;".formatted(lines.size() - 1));
    }

    @Test
    void newestFirstAndTheRestIsCounted() throws IOException {
        for (int i = 0; i < 5; i++) {
            bench.file("f" + i, "");
            Files.setLastModifiedTime(root.resolve("f" + i), FileTime.fromMillis(1_000L * (i + 1)));
        }
        assertThat(glob("{'pattern':'f*'}")).containsExactly("f4", "f3", "f2", "f1", "f0");
        assertThat(glob("{'pattern':'f*','limit':2}"))
                .containsExactly(
                        "f4",
                        "f3",
                        "[the newest 2 of 5 files; continue with offset 2, or narrow the pattern"
                                + " or give a path]");
    }

    @Test
    void bracesStandForSeveralPatternsAndBombsAreRefused() {
        bench.file("a.ts", "").file("d/b.tsx", "").file("c.js", "");

        assertThat(glob("{'pattern':'**/*.{ts,t{s,}x}'}"))
                .containsExactlyInAnyOrder("a.ts", "d/b.tsx");
        assertThat(bench.call("glob", "{'pattern':'" + "{a,b}".repeat(30) + "'}").text())
                .contains("more than 200 patterns");
        assertThat(bench.call("glob", "{'pattern':'[a'}").text()).contains("'[' without ']'");
        assertThat(bench.call("glob", "{'pattern':'/etc/*'}").text()).contains("must be relative");
        assertThat(bench.call("glob", "{'pattern':'./'}").text()).contains("pattern is empty;");
    }

    @Test
    void linksAreNeitherFollowedNorListed() throws IOException {
        bench.file("d/x", "");
        Files.createSymbolicLink(root.resolve("d/loop"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("d/etc"), Path.of("/etc"));

        assertThat(glob("{'pattern':'**'}")).containsExactly("d/x");
        assertThat(glob("{'pattern':'*','path':'d/etc'}").getFirst()).contains("outside");
    }
}
