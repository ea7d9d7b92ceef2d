package dev.bestcode.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.HookSpec.Moment;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.organism.OrganismChange.Effect;

import org.junit.jupiter.api.Test;

import java.util.List;

/// The `hooks` of an organism file.
class HookReaderTest {
    private static final String PROFILES = "profiles: {p: {listeners: [coder, grep]}}\n";

    private static List<String> problems(String hooks) {
        return Reading.problems("hooks:\n" + hooks + PROFILES);
    }

    @Test
    void hooksAreReadInTheirOrder() {
        var organism =
                Reading.read(
                        """
                        hooks:
                          - {at: before_tool, tools: [grep], command: [python3, .bestcode/hooks/a.py]}
                          - {at: run_end, command: [/opt/end], seconds: 5}
                        """
                                + PROFILES);

        assertThat(organism.hooks())
                .containsExactly(
                        new HookSpec(
                                Moment.BEFORE_TOOL,
                                List.of("grep"),
                                List.of("python3", ".bestcode/hooks/a.py")),
                        new HookSpec(Moment.RUN_END, List.of(), List.of("/opt/end"), 5));
    }

    @Test
    void aGuardWhoWouldNeverBeAskedIsAMistake() {
        assertThat(problems("  - {at: before_tool, tools: [grpe], command: [x]}\n"))
                .singleElement()
                .asString()
                .contains(":2:")
                .contains("'grpe', which is no tool whose calls it could see")
                .contains("grep");
        assertThat(problems("  - {at: before_tool, tools: [coder], command: [x]}\n"))
                .singleElement()
                .asString()
                .contains("'coder', which is no tool");
        assertThat(problems("  - {at: run_start, tools: [grep], command: [x]}\n"))
                .singleElement()
                .asString()
                .contains("'tools' needs a moment of a tool; this one is run_start");
    }

    @Test
    void aProgramThatAnAgentMayHaveWrittenIsRefused() {
        for (var program : List.of("scripts/x.sh", "./x.sh", ".bestcode/../x.sh")) {
            assertThat(problems("  - {at: run_end, command: [%s]}\n".formatted(program)))
                    .singleElement()
                    .asString()
                    .contains("command starts '%s'; allowed: ".formatted(program));
        }
        assertThatThrownBy(() -> new HookSpec(Moment.RUN_END, List.of(), List.of("a/b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesAndMomentsAreBound() {
        assertThat(problems("  - {at: sometimes, command: [x]}\n")).hasSize(1);
        assertThat(problems("  - {at: run_end, command: [x], seconds: 0}\n")).hasSize(1);
        assertThat(problems("  - {at: run_end, command: [x]}\n".repeat(HookSpec.HOOKS_MAX + 1)))
                .singleElement()
                .asString()
                .contains("one too many");
    }

    @Test
    void anotherHookWidensAndSoDoesOneThatIsGone() {
        var without = Reading.read(PROFILES);
        Organism with = Reading.read("hooks: [{at: run_end, command: [x]}]\n" + PROFILES);

        assertThat(OrganismChanges.between(without, with))
                .containsExactly(new OrganismChange(Effect.WIDENED, "hooks", "other hooks"));
        assertThat(OrganismChanges.between(with, without))
                .containsExactly(new OrganismChange(Effect.WIDENED, "hooks", "other hooks"));
        assertThat(OrganismChanges.between(with, with)).isEmpty();
    }

    @Test
    void theNameOfAServerMeansAllOfItsTools() {
        var hook = new HookSpec(Moment.AFTER_TOOL, List.of("notes"), List.of("x"));

        assertThat(hook.isAbout("notes__add")).isTrue();
        assertThat(hook.isAbout("notes")).isTrue();
        assertThat(hook.isAbout("other__notes")).isFalse();
    }
}
