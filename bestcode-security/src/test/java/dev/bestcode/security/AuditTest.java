package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.HookSpec.Moment;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class AuditTest {
    private static final Map<String, Effect> EFFECTS =
            Map.of("file-read", Effect.PURE, "grep", Effect.PURE);

    @Test
    void whatIsReachedThroughPeersIsReachedAndTheWayIsSaid() {
        var organism =
                Organism.named("o")
                        .listener(agent("lead", "helper"))
                        .listener(agent("helper", "grep"))
                        .profile(
                                profile(
                                        Map.of("helper", Permission.AUTO),
                                        "lead",
                                        "helper",
                                        "grep"))
                        .build();

        var profile = Audit.of(organism, EFFECTS).profile("p");

        assertThat(profile.reachable()).containsExactly("grep", "helper", "lead", "llm-pool");
        assertThat(profile.lines())
                .contains(
                        "  auto   llm-pool       sends the conversation to the model provider",
                        "         by user → lead → llm-pool; held by: only this listener talks to it, at"
                                + " the address that the user gave")
                .last()
                .isEqualTo("  ! it has no route to anything that writes files or starts programs");
    }

    @Test
    void whatIsDeniedIsNotReachedAndNeitherIsWhatIsBehindIt() {
        var organism =
                Organism.named("o")
                        .listener(agent("lead", "grep"))
                        .profile(profile(Map.of("lead", Permission.DENY), "lead"))
                        .build();

        assertThat(Audit.of(organism, EFFECTS).profile("p").reachable()).isEmpty();
    }

    @Test
    void writingAndStartingProgramsIsSaidPlainlyToBeArbitraryCode() {
        var organism =
                Organism.named("o")
                        .profile(
                                new ProfileSpec(
                                        "p",
                                        List.of("coder", "file-write", "command-exec"),
                                        Map.of("command-exec", Permission.AUTO),
                                        List.of("git")))
                        .build();
        var lines = Audit.of(organism, EFFECTS).profile("p").lines();

        assertThat(lines)
                .anyMatch(line -> line.contains("arbitrary code inside the sandbox"))
                .anyMatch(line -> line.contains("no sandbox is known to stand"))
                .contains("  programs: git")
                .as("asked for, whatever the profile says, as long as no wall is known to stand")
                .anyMatch(line -> line.startsWith("  prompt command-exec"));
    }

    @Test
    void hooksThatARunOfTheProfileMeetsAreSaid() {
        var organism =
                Organism.named("o")
                        .listener(agent("lead", "grep"))
                        .profile(profile(Map.of(), "lead", "grep"))
                        .hook(hook(Moment.BEFORE_TOOL, "grep"))
                        .hook(hook(Moment.AFTER_TOOL, "file-write"))
                        .hook(hook(Moment.RUN_END))
                        .build();
        var profile = Audit.of(organism, EFFECTS).profile("p");

        assertThat(profile.lines())
                .contains("  hook before_tool of grep: guard now", "  hook run_end: guard now")
                .noneMatch(line -> line.contains("after_tool"))
                .anyMatch(line -> line.startsWith("  ! its hooks start programs"));
        assertThat(Json.text(profile.toJson()))
                .contains("\"hooks\":[\"before_tool of grep: guard now\",\"run_end: guard now\"]");
    }

    private static HookSpec hook(Moment moment, String... tools) {
        return new HookSpec(moment, List.of(tools), List.of("guard", "now"));
    }

    @Test
    void aProfileThatRequiresTheSandboxSaysSoAndItsCommandsAreToldSo() {
        var organism =
                Organism.named("o")
                        .profile(
                                new ProfileSpec(
                                                "p",
                                                List.of("coder", "command-exec"),
                                                Map.of(),
                                                List.of("git"))
                                        .withSandbox(SandboxSpec.REQUIRED))
                        .build();

        assertThat(Audit.of(organism, EFFECTS).profile("p").lines())
                .anyMatch(line -> line.contains("requires the sandbox"));
        assertThat(ProfileCompiler.compile(organism, EFFECTS, true).rights("p").commandGrants())
                .isEqualTo(
                        new CommandGrants(true, List.of(), List.of(), List.of(), Optional.empty()));
    }

    @Test
    void aToolOfOurOwnNameIsWhatItsNameSaysHoweverItIsDescribed() {
        var organism =
                Organism.named("o")
                        .listener(
                                new ListenerSpec(
                                        "command-exec",
                                        "tools.CommandExecRequest",
                                        HandlerNames.TOOL,
                                        "Reads the weather",
                                        Optional.empty(),
                                        List.of()))
                        .profile(new ProfileSpec("p", List.of("command-exec"), Map.of(), List.of()))
                        .build();

        assertThat(Json.text(Audit.of(organism, EFFECTS).profile("p").toJson()))
                .contains("starts the programs below");
    }

    @Test
    void anAgentsOwnPermissionsMakeStricterAndNeverMilder() {
        var strict =
                new AgentSpec(
                        "coder",
                        "sonnet",
                        Optional.empty(),
                        100,
                        1,
                        Map.of("grep", Permission.DENY, "glob", Permission.AUTO),
                        BudgetSpec.UNSTATED);
        var organism =
                Organism.named("o")
                        .listener(agent("lead", Optional.of(strict), "grep", "glob"))
                        .profile(profile(Map.of("glob", Permission.PROMPT), "lead", "grep", "glob"))
                        .build();
        var table = Optional.ofNullable(ProfileCompiler.tables(organism, EFFECTS).get("p"));

        assertThat(table.orElseThrow().routes())
                .containsEntry(
                        new DispatchTable.Pair("lead", "grep"),
                        new DispatchTable.Route("GrepRequest", Permission.DENY))
                .containsEntry(
                        new DispatchTable.Pair("lead", "glob"),
                        new DispatchTable.Route("GlobRequest", Permission.PROMPT))
                .containsEntry(
                        new DispatchTable.Pair("user", "grep"),
                        new DispatchTable.Route("GrepRequest", Permission.AUTO));
    }

    @Test
    void aProfileThatIsNotThereIsNamedWithThoseThatAre() {
        var audit =
                Audit.of(Organism.named("o").profile(profile(Map.of(), "grep")).build(), EFFECTS);

        assertThatThrownBy(() -> audit.profile("q"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no profile 'q'; there are: p");
    }

    private static ProfileSpec profile(Map<String, Permission> said, String... listeners) {
        return new ProfileSpec("p", List.of(listeners), said, List.of());
    }

    private static ListenerSpec agent(String name, String... peers) {
        return agent(name, Optional.of(AgentSpec.prompted("coder")), peers);
    }

    private static ListenerSpec agent(String name, Optional<AgentSpec> agent, String... peers) {
        return new ListenerSpec(
                name, "agent.AgentTask", HandlerNames.AGENT, "", agent, List.of(peers));
    }
}
