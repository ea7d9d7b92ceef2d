package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.NOWHERE;
import static dev.bestcode.organism.Reading.lines;
import static dev.bestcode.organism.Reading.problems;
import static dev.bestcode.organism.Reading.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class OrganismProblemTest {
    private static final String PROFILES = "profiles: {p: {listeners: []}}\n";

    @Test
    void allProblemsAreReportedAtOnceFromTopToBottom() {
        var yaml =
                """
                version: 2
                organism: {nmae: shop}
                prompts:
                  a: 12
                  a: again
                listners: []
                imports: [other.yaml]
                listeners:
                  - name: coder
                    payload_class: agent.AgentTask
                    handler: agent.handel
                    description: [Writes, code]
                    agent: {prompt: codr, max_tokens: 0, max_iterations: lots}
                    peers: [file-raed]
                    model: opus
                  - name: coder
                    payload_class: tools.X
                    handler: wasm
                    peers: [grep]
                    wasm: {path: none.wasm, capabilities: {filesystm: []}}
                profiles:
                  coding:
                    listeners: [coder, greb]
                    permissions: {coder: atuo, grep: auto}
                    linux_user: root
                    network: [coder, file-read]
                    sandbox: requierd
                    budget: {usd: -1, hours: 3}
                  coding: {}
                """;
        assertThat(problems(yaml))
                .containsExactly(
                        "organism.yaml:1:10: version is 2; allowed: 1",
                        "organism.yaml:2:12: unknown key 'nmae'; did you mean 'name'?",
                        "organism.yaml:4:6: expected text, got a number; quote it",
                        "organism.yaml:5:3: duplicate key 'a'; the first is in line 4",
                        "organism.yaml:6:1: unknown key 'listners'; did you mean 'listeners'?",
                        "organism.yaml:7:11: import 'other.yaml' does not exist; it is looked for"
                                + " beside the file that names it",
                        "organism.yaml:11:14: unknown handler 'agent.handel'; allowed:"
                                + " agent.handle, llm.handle, tools.handle, wasm, mcp, organism;"
                                + " did you mean 'agent.handle'?",
                        "organism.yaml:12:18: expected text, got a list",
                        "organism.yaml:13:21: agent names unknown prompt 'codr';"
                                + " did you mean 'coder'?",
                        "organism.yaml:13:39: max_tokens is 0; allowed from 1 to 2147483647",
                        "organism.yaml:13:58: expected a whole number, got text",
                        "organism.yaml:14:13: peers names unknown listener 'file-raed';"
                                + " did you mean 'file-read'?",
                        "organism.yaml:15:5: unknown key 'model'; it belongs into 'agent'",
                        "organism.yaml:16:11: duplicate listener 'coder'",
                        "organism.yaml:19:5: key 'peers' needs 'handler: agent.handle', got 'wasm'",
                        "organism.yaml:20:18: component 'none.wasm' does not exist; it is looked for"
                                + " beside the file that names it",
                        "organism.yaml:20:44: unknown key 'filesystm'; did you mean 'filesystem'?",
                        "organism.yaml:23:24: profile 'coding' names unknown listener 'greb';"
                                + " did you mean 'grep'?",
                        "organism.yaml:24:26: unknown permission 'atuo'; allowed: auto, prompt,"
                                + " deny; did you mean 'auto'?",
                        "organism.yaml:24:32: permission for 'grep', which profile 'coding' does not"
                                + " list as a listener; did you mean 'greb'?",
                        "organism.yaml:25:17: linux_user 'root' is reserved; choose another",
                        "organism.yaml:26:22: network names 'file-read', which profile 'coding' does"
                                + " not list as a listener",
                        "organism.yaml:27:14: unknown sandbox 'requierd'; allowed: required,"
                                + " when_available, {walls, read, write, env};"
                                + " did you mean 'required'?",
                        "organism.yaml:28:19: usd is -1; allowed from 0 to 1000000, up to 6 places",
                        "organism.yaml:28:23: unknown key 'hours'",
                        "organism.yaml:29:3: duplicate key 'coding'; the first is in line 22");
    }

    @Test
    void messageOfTheExceptionHasOneLineForEachProblem() {
        var refusal = refusal(() -> OrganismYaml.parse("versoin: 1\n", NOWHERE));
        assertThat(refusal.problems())
                .containsExactly(
                        new OrganismProblem(
                                "organism.yaml",
                                1,
                                1,
                                "unknown key 'versoin'",
                                Optional.of("version")),
                        new OrganismProblem(
                                "organism.yaml",
                                1,
                                1,
                                "the file lacks the required key 'profiles'",
                                Optional.empty()));
        assertThat(refusal).hasMessage(String.join("\n", lines(refusal)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a remark\n", "---\n", "~", "null"})
    void emptyDocumentIsAProblem(String yaml) {
        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .matches(
                        "organism.yaml:\\d+:1: is empty; a complete file has at least the key"
                                + " 'profiles'");
    }

    @Test
    void rootMustBeAMapping() {
        assertThat(problems("- a\n"))
                .containsExactly(
                        "organism.yaml:1:1: expected a mapping of keys to values, got a list");
        assertThat(problems("just text"))
                .containsExactly(
                        "organism.yaml:1:1: expected a mapping of keys to values, got text");
    }

    @Test
    void wrongTypesAreNamedAtTheirPlace() {
        assertThat(
                        problems(
                                """
                                version: one
                                organism: shop
                                prompts: [a]
                                listeners: {a: b}
                                profiles:
                                  p: [coder]
                                  q: {listeners: all, permissions: [x], commands: [true, 1e3, ~, ls, ls]}
                                """))
                .containsExactly(
                        "organism.yaml:1:10: expected a whole number, got text",
                        "organism.yaml:2:11: expected a mapping of keys to values, got text",
                        "organism.yaml:3:10: expected a mapping of keys to values, got a list",
                        "organism.yaml:4:12: expected a list, got a mapping",
                        "organism.yaml:6:6: expected a mapping of keys to values, got a list",
                        "organism.yaml:7:36: expected a mapping of keys to values, got a list",
                        "organism.yaml:7:52: expected text, got a boolean; quote it",
                        "organism.yaml:7:58: expected text, got a number; quote it",
                        "organism.yaml:7:63: expected text, got nothing",
                        "organism.yaml:7:70: 'ls' is listed twice");
    }

    @Test
    void numbersOutOfRangeAreRefusedHoweverLong() {
        var listener =
                """
                profiles: {p: {listeners: []}}
                listeners:
                  - {name: a, payload_class: T, handler: agent.handle, description: d,
                     agent: {prompt: coder, max_iterations: %s}}
                """;
        for (var number : new String[] {"-1", "2147483648", "9".repeat(70)}) {
            assertThat(problems(listener.formatted(number)))
                    .containsExactly(
                            "organism.yaml:4:45: max_iterations is %s; allowed from 0 to 2147483647"
                                    .formatted(number));
        }
        assertThat(
                        Reading.read(listener.formatted("0"))
                                .listeners()
                                .getFirst()
                                .agent()
                                .orElseThrow()
                                .maxIterations())
                .isZero();
    }

    @Test
    void listenerLacksWhatItNeeds() {
        assertThat(problems(PROFILES + "listeners: [{handler: agent.handle}]"))
                .containsExactly(
                        "organism.yaml:2:13: a listener lacks the required key 'name'",
                        "organism.yaml:2:13: a listener lacks the required key 'payload_class'",
                        "organism.yaml:2:13: a listener lacks the required key 'description'",
                        "organism.yaml:2:13: a listener lacks the required key 'agent'");
        assertThat(problems("profiles: {p: {}, q: {listeners: []}}"))
                .containsExactly(
                        "organism.yaml:1:15: profile 'p' lacks the required key 'listeners'");
        assertThat(problems("profiles: {}"))
                .containsExactly(
                        "organism.yaml:1:11: profiles is empty; nothing may run without one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "system"})
    void listenerCannotHaveTheNameOfASenderThatThePipelineStamps(String name) {
        assertThat(problems(listener(name, "tools.X")))
                .containsExactly(
                        "organism.yaml:2:20: listener name '%s' is reserved; choose another"
                                .formatted(name));
    }

    @Test
    void namesThatTheWireCannotHoldAreRefused() {
        assertThat(problems(listener("File Read", "tools.X")))
                .containsExactly(
                        "organism.yaml:2:20: listener name is 'File Read'; allowed: a letter, then up"
                                + " to 63 of a-z 0-9 - _");
        assertThat(problems(listener("a", "tools.")))
                .containsExactly(
                        "organism.yaml:2:38: payload_class is 'tools.'; allowed: names of A-Z a-z 0-9"
                                + " _ joined by dots");
        assertThat(problems(PROFILES + "prompts: {a&b: text}"))
                .containsExactly(
                        "organism.yaml:2:11: prompt name is 'a&b'; allowed: text without '&', which"
                                + " joins prompts, and without blanks at its ends");
    }

    private static String listener(String name, String payloadClass) {
        return PROFILES
                + "listeners: [{name: %s, payload_class: %s, handler: tools.handle, description: d}]"
                        .formatted(name, payloadClass);
    }

    @Test
    void retentionThatIsNoneIsRefusedWithWhatIsAllowed() {
        var allowed = "retain_forever, prune_on_delivery, {retain_days}";
        var unknown = "unknown retention '%s'; allowed: " + allowed;
        assertThat(journal("retain_forevre"))
                .containsExactly(
                        "1:40: "
                                + unknown.formatted("retain_forevre")
                                + "; did you mean 'retain_forever'?");
        assertThat(journal("retain_days"))
                .containsExactly(
                        "1:40: "
                                + unknown.formatted("retain_days")
                                + "; did you mean '{retain_days: …}'?");
        assertThat(journal("' '")).containsExactly("1:40: " + unknown.formatted(" "));
        for (var wrong :
                Map.of(
                                "90", "a number",
                                "true", "a boolean",
                                "~", "nothing",
                                "[retain_forever]", "a list")
                        .entrySet()) {
            assertThat(journal(wrong.getKey()))
                    .containsExactly(
                            "1:40: expected one of " + allowed + "; got " + wrong.getValue());
        }
    }

    @Test
    void daysToRetainAreOneWholeNumberInRange() {
        var lacking = "1:40: journal lacks the required key 'retain_days'";
        for (var days : List.of("-1", "36501", "9".repeat(70))) {
            assertThat(journal("{retain_days: " + days + "}"))
                    .containsExactly("1:54: retain_days is " + days + "; allowed from 0 to 36500");
        }
        for (var text : List.of("ninety", "'90'")) {
            assertThat(journal("{retain_days: " + text + "}"))
                    .containsExactly("1:54: expected a whole number, got text");
        }
        assertThat(journal("{retain_days: 9.5}"))
                .containsExactly("1:54: expected a whole number, got a number");
        assertThat(journal("{retain_dyas: 90}"))
                .containsExactly(
                        lacking, "1:41: unknown key 'retain_dyas'; did you mean 'retain_days'?");
        assertThat(journal("{}")).containsExactly(lacking);
        assertThat(journal("{retain_days: 90, prune_on_delivery: true}"))
                .containsExactly("1:58: unknown key 'prune_on_delivery'");
    }

    @Test
    void journalBelongsToAProfile() {
        assertThat(problems(PROFILES + "journal: retain_forever"))
                .containsExactly("organism.yaml:2:1: unknown key 'journal'");
    }

    /// The problems of a profile's `journal`, which is at 1:40.
    private static List<String> journal(String value) {
        return problems("profiles: {p: {listeners: [], journal: " + value + "}}").stream()
                .map(line -> line.replaceFirst("^organism\\.yaml:", ""))
                .toList();
    }

    @Test
    void mergeKeyIsAnUnknownKey() {
        assertThat(problems("profiles: {p: &p {listeners: []}, q: {<<: *p, listeners: []}}"))
                .containsExactly("organism.yaml:1:39: unknown key '<<'");
    }

    @Test
    void whatIsShownOfAFileStaysOnOneLineAndShort() {
        assertThat(problems(PROFILES + "\"a\\nb\\u2028c\\e[31m" + "x".repeat(900) + "\": 1"))
                .singleElement()
                .asString()
                .doesNotContain("\n", "\u2028", "\u001b")
                .hasSizeLessThan(140);
    }

    @Test
    void fileThatCannotBeReadIsAProblem(@TempDir Path directory) {
        var missing = directory.resolve("gone.yaml");
        assertThat(lines(refusal(() -> OrganismYaml.read(missing))))
                .containsExactly(
                        missing + ":1:1: there is no such file; check the spelling of its path");
        assertThat(lines(refusal(() -> OrganismYaml.read(directory))))
                .singleElement()
                .asString()
                .endsWith(":1:1: is a directory; name an organism file");
        assertThat(lines(refusal(() -> OrganismYaml.read(Path.of("/")))))
                .containsExactly("/:1:1: is a directory; name an organism file");
    }
}
