package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.lines;
import static dev.bestcode.organism.Reading.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.WasmSpec;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What an organism names of other files: imports, components, organisms that are called.
@Timeout(60)
class FilesOfAnOrganismTest {
    private static final String PROFILES = "profiles: {p: {listeners: [coder]}}\n";

    @TempDir Path temporary;
    private Path directory;

    @BeforeEach
    void findDirectory() throws IOException {
        directory = temporary.toRealPath();
    }

    private Path write(String name, String text) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Organism read(String text) throws IOException {
        return OrganismYaml.read(write("o.yaml", text));
    }

    private List<String> problems(String text) throws IOException {
        var file = write("o.yaml", text);
        return lines(refusal(() -> OrganismYaml.read(file))).stream()
                .map(line -> line.replace(directory + "/", ""))
                .toList();
    }

    private static String tool(String name) {
        return "  - {name: %s, payload_class: T, handler: tools.handle, description: d}\n"
                .formatted(name);
    }

    @Test
    void importedListenersAndPromptsComeBeforeTheFilesOwn() throws IOException {
        write("parts/deep/b.yaml", "prompts: {b: 'file:b.md'}\nlisteners:\n" + tool("b"));
        write("parts/deep/b.md", "text of b");
        write("parts/a.yaml", "imports: [deep/b.yaml]\nlisteners:\n" + tool("a"));
        var organism =
                read(
                        """
                        imports: [parts/a.yaml]
                        prompts: {own: house}
                        profiles: {p: {listeners: [coder, a, b]}}
                        listeners:
                          - {name: coder, agent: {prompt: own & b}, peers: [b]}
                        """);
        assertThat(organism.listeners())
                .extracting(ListenerSpec::name)
                .containsExactly("b", "a", "coder");
        assertThat(organism.prompts()).isEqualTo(Map.of("b", "text of b", "own", "house"));
    }

    @Test
    void diamondIsReadOnceAndItsProblemsAreReportedOnce() throws IOException {
        write("left.yaml", "imports: [base.yaml]");
        write("right.yaml", "imports: [./base.yaml]");
        write("base.yaml", "listeners:\n" + tool("a"));
        assertThat(read("imports: [left.yaml, right.yaml]\n" + PROFILES).listeners()).hasSize(1);
        write("base.yaml", "listners: []");
        assertThat(problems("imports: [left.yaml, right.yaml]\n" + PROFILES))
                .containsExactly(
                        "base.yaml:1:1: unknown key 'listners'; did you mean 'listeners'?");
    }

    @Test
    void circleIsReportedWithItsChain() throws IOException {
        write("a.yaml", "imports: [parts/b.yaml]");
        write("parts/b.yaml", "imports: [../a.yaml]");
        assertThat(problems("imports: [a.yaml]\n" + PROFILES))
                .containsExactly(
                        "parts/b.yaml:1:11: import '../a.yaml' closes a circle: a.yaml →"
                                + " parts/b.yaml → a.yaml");
        assertThat(problems("imports: [o.yaml]\n" + PROFILES))
                .containsExactly("o.yaml:1:11: import 'o.yaml' closes a circle: o.yaml → o.yaml");
    }

    @Test
    void whatTwoFilesSayDifferentlyIsAConflictAndTheSameIsNone() throws IOException {
        write("a.yaml", "prompts: {x: one}\nlisteners:\n" + tool("t"));
        write("b.yaml", "prompts: {x: two}\nlisteners:\n" + tool("t").replace("d}", "other}"));
        assertThat(problems("imports: [a.yaml, b.yaml]\n" + PROFILES))
                .containsExactly(
                        "b.yaml:1:11: prompt 'x' is not the one in a.yaml:1:11; rename one of them",
                        "b.yaml:3:12: listener 't' is not the one in a.yaml:3:12; rename one of"
                                + " them");
        write("b.yaml", Files.readString(directory.resolve("a.yaml")));
        assertThat(read("imports: [a.yaml, b.yaml]\n" + PROFILES).listeners()).hasSize(1);
    }

    @Test
    void profilesBelongToTheFirstFileAlone() throws IOException {
        write("a.yaml", PROFILES + "organism: {name: a}\n");
        assertThat(problems("imports: [a.yaml]\n" + PROFILES))
                .containsExactly(
                        "a.yaml:1:1: unknown key 'profiles'; only the file that is read first has"
                                + " it",
                        "a.yaml:2:1: unknown key 'organism'; only the file that is read first has"
                                + " it");
    }

    @Test
    void problemsOfAllFilesAreReportedTogether() throws IOException {
        write("a.yaml", "listeners: [");
        write("b.yaml", "prompts: {x: [1]}");
        write("c.yaml", "");
        var found = problems("imports: [a.yaml, b.yaml, c.yaml, ../d.yaml]\nprofiles: {p: {}}\n");
        assertThat(found).hasSize(5);
        assertThat(found.get(0)).startsWith("o.yaml:1:35: import '../d.yaml' lies outside");
        assertThat(found.get(1)).startsWith("o.yaml:2:15: profile 'p' lacks");
        assertThat(found.get(2)).startsWith("a.yaml:1:13: is not YAML");
        assertThat(found.get(3)).isEqualTo("b.yaml:1:14: expected text, got a list");
        assertThat(found.get(4)).startsWith("c.yaml:1:1: is empty");
    }

    @Test
    void filesAreNotWithoutNumber() throws IOException {
        for (int i = 0; i < 70; i++) {
            write("f" + i + ".yaml", "prompts: {p%d: text}".formatted(i));
        }
        var names = IntStream.range(0, 70).mapToObj(i -> "f" + i + ".yaml").toList();
        assertThat(problems("imports: " + names + "\n" + PROFILES))
                .hasSize(70 - Session.FILES_MAX)
                .allMatch(line -> line.endsWith("is one too many; 64 are allowed"));
    }

    @Test
    void promptsTogetherAreNotWithoutSize() throws IOException {
        Files.write(directory.resolve("large"), new byte[ProjectFiles.BYTES_MAX]);
        var prompts = new StringBuilder("prompts:\n");
        for (int i = 0; i < 10; i++) {
            prompts.append("  p%d: file:large\n".formatted(i));
        }
        assertThat(problems(prompts + PROFILES))
                .hasSize(2)
                .allMatch(line -> line.contains("may have 8,388,608 bytes together"));
    }

    @Test
    void namesAreLookedUpInTheProjectAndNotAboveIt() throws IOException {
        write("project/prompts/a.md", "in the project");
        write("secret.md", "SECRET");
        var file =
                write(
                        "project/.bestcode/organism.yaml",
                        "prompts: {a: 'file:../prompts/a.md'}\n" + PROFILES);
        var project = directory.resolve("project");
        assertThat(OrganismYaml.open(file, project).organism().prompts())
                .isEqualTo(Map.of("a", "in the project"));
        assertThat(lines(refusal(() -> OrganismYaml.open(file))))
                .singleElement()
                .asString()
                .contains("lies outside the project");
        write(
                "project/.bestcode/organism.yaml",
                "prompts: {a: 'file:../../secret.md'}\n" + PROFILES);
        assertThat(lines(refusal(() -> OrganismYaml.open(file, project))))
                .singleElement()
                .asString()
                .contains("lies outside the project");
    }

    @Test
    void componentIsOneOfTheProjectWithWhatIsGranted() throws IOException {
        write("tools/stock.wasm", "");
        var hash = Sha256.of(new byte[0]);
        var organism =
                read(
                        """
                        listeners:
                          - name: stock
                            payload_class: tools.StockRequest
                            handler: wasm
                            description: Quotes
                            wasm:
                              path: tools/stock.wasm
                              sha256: %s
                              capabilities:
                                filesystem: [{host_path: data, guest_path: /data}, {host_path: /srv, guest_path: /s, read_only: false}]
                                env: [{key: TZ, value: UTC}, {key: TOKEN, from: SHOP_TOKEN}]
                                stdio: log
                              limits: {seconds: 2}
                        profiles: {p: {listeners: [stock]}}
                        """
                                .formatted(hash));
        var wasm = organism.listeners().getFirst().wasm().orElseThrow();
        assertThat(wasm.path()).isEqualTo(directory.resolve("tools/stock.wasm"));
        assertThat(wasm.sha256()).contains(hash);
        assertThat(wasm.limits()).isEqualTo(new WasmSpec.Limits(2, 256));
        assertThat(wasm.capabilities().filesystem())
                .containsExactly(
                        new WasmSpec.Folder(directory.resolve("data"), "/data", true),
                        new WasmSpec.Folder(Path.of("/srv"), "/s", false));
        assertThat(wasm.capabilities().env())
                .isEqualTo(
                        Map.of(
                                "TZ", new WasmSpec.Variable.Literal("UTC"),
                                "TOKEN", new WasmSpec.Variable.FromEnvironment("SHOP_TOKEN")));
    }

    @Test
    void componentReachesNothingOutsideByARelativeName() throws IOException {
        write("s.wasm", "");
        var listener =
                """
                listeners:
                  - name: s
                    payload_class: T
                    handler: wasm
                    description: d
                    wasm: {path: %s, capabilities: {filesystem: [{host_path: %s, guest_path: /d}], env: [{key: A, value: b, from: B}]}}
                """
                        + PROFILES;
        assertThat(problems(listener.formatted("../x.wasm", "../d")))
                .containsExactly(
                        "o.yaml:6:18: component '../x.wasm' lies outside the project; name one"
                                + " inside it",
                        "o.yaml:6:69: folder '../d' lies outside the project; name one inside it",
                        "o.yaml:6:99: a variable has either 'value' or 'from'");
    }

    @Test
    void calledOrganismIsReadWithTheCaller() throws IOException {
        write("called/prompt.md", "Research.");
        write(
                "called/research.yaml",
                """
                prompts: {deep: 'file:prompt.md'}
                listeners: [{name: coder, agent: {prompt: deep}, peers: [grep]}]
                profiles: {reading: {listeners: [coder, grep]}}
                """);
        var organism = read(caller("organism: called/research.yaml, requires: [grep],"));
        var callable = organism.listeners().getFirst().callable().orElseThrow();
        assertThat(callable.organism().orElseThrow().prompts())
                .isEqualTo(Map.of("deep", "Research."));
        assertThat(callable.organism().orElseThrow().name()).isEqualTo("research");
        assertThat(callable.budget()).isEqualTo(BudgetSpec.UNSTATED.withMinutes(5));
        assertThat(callable.parameters()).isEqualTo(CallableSpec.taking("x", "y").parameters());
    }

    private static String caller(String entries) {
        return """
        listeners:
          - name: research
            payload_class: tools.ResearchRequest
            handler: organism
            description: Looks things up
            callable: {%s profile: reading, budget: {minutes: 5}}
        profiles: {reading: {listeners: [coder, glob]}}
        """
                .formatted(entries);
    }

    @Test
    void whatIsRequiredOfTheCalledOrganismIsChecked() throws IOException {
        assertThat(problems(caller("requires: [glob, grep], agent: glob,")))
                .containsExactly(
                        "o.yaml:6:33: requires names 'grep', which profile 'reading' lacks",
                        "o.yaml:6:47: callable has the agent 'glob', which profile 'reading' lacks");
        write("c.yaml", "profiles: {other: {listeners: [grpe]}}");
        assertThat(problems(caller("organism: c.yaml, required: [topic],")))
                .containsExactly(
                        "o.yaml:6:45: required names 'topic', which is no parameter",
                        "o.yaml:6:62: callable names profile 'reading', which the organism that is"
                                + " called does not have",
                        "c.yaml:1:32: profile 'other' names unknown listener 'grpe'; did you mean"
                                + " 'grep'?");
    }

    @Test
    void organismsThatCallOneAnotherAreACircle() throws IOException {
        write("c.yaml", caller("organism: o.yaml,"));
        assertThat(problems(caller("organism: c.yaml,")))
                .containsExactly(
                        "c.yaml:6:26: organism 'o.yaml' closes a circle: o.yaml → c.yaml → o.yaml");
    }
}
