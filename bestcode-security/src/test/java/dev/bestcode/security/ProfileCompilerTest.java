package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ProfileCompilerTest {
    private static final Map<String, Effect> EFFECTS =
            Map.of("grep", Effect.PURE, "file-write", Effect.VERIFIABLE);

    @Test
    void agentReachesItsPeersInTheProfileAndTheModel() {
        var policy = compile(profile(Map.of(), "coder", "grep", "file-write"), false);

        assertThat(policy.rights("p").reachable("coder"))
                .containsExactly("file-write", "grep", "llm-pool", "recall");
        assertThat(policy.rights("p").request("coder", "glob", "GlobRequest"))
                .isEqualTo(
                        new Access.NoRoute(
                                "profile 'p' has no route from 'coder' to 'glob'; reachable:"
                                        + " file-write, grep, llm-pool, recall"));
    }

    /// An agent's turn asks for it several times, and a server may have brought hundreds of tools.
    @Test
    void whatASenderReachesIsGatheredOnce() {
        var rights = compile(profile(Map.of(), "coder", "grep"), false).rights("p");

        assertThat(rights.reachable("coder")).isSameAs(rights.reachable("coder"));
    }

    @Test
    void toolsReachNobodyAndTheUserDoesNotReachTheModel() {
        var policy = compile(profile(Map.of(), "coder", "grep", "llm-pool"), false);

        assertThat(policy.rights("p").reachable("grep")).isEmpty();
        assertThat(policy.rights("p").reachable("llm-pool")).isEmpty();
        assertThat(policy.rights("p").reachable("user")).containsExactly("coder", "grep");
        assertThat(policy.rights("p").reachable("system")).isEmpty();
    }

    @Test
    void findToolReachesWhatEveryAgentThatReachesItCouldCallItself() {
        var narrow = agent("narrow", "grep", "find-tool", "coder");
        var aside = agent("aside", "glob");
        var organism =
                Organism.named("o")
                        .listener(narrow)
                        .listener(aside)
                        .profile(profile(Map.of(), "coder", "grep", "glob", "find-tool"))
                        .profile(
                                named("q", "coder", "narrow", "aside", "grep", "glob", "find-tool"))
                        .profile(named("r", "grep", "find-tool"))
                        .profile(named("s", "narrow", "grep", "glob"))
                        .build();
        var policy = ProfileCompiler.compile(organism, EFFECTS, false);

        assertThat(policy.rights("p").reachable("find-tool"))
                .containsExactlyInAnyOrder("grep", "glob");
        assertThat(policy.rights("q").reachable("find-tool")).containsExactly("grep");
        assertThat(policy.rights("r").reachable("find-tool")).as("no agent asks it").isEmpty();
        assertThat(policy.rights("s").reachable("find-tool")).as("not in the profile").isEmpty();
    }

    @Test
    void namesTagsAndProfilesAreComparedExactly() {
        var policy = compile(profile(Map.of(), "coder", "grep"), false);

        assertThat(policy.rights("p").request("coder", "grep", "GrepRequest"))
                .isInstanceOf(Access.Allowed.class);
        for (var likeness : List.of("Grep", "grep ", "gr\u0435p", "gre\u200bp", "ｇrep")) {
            assertThat(policy.rights("p").request("coder", likeness, "GrepRequest"))
                    .isInstanceOf(Access.NoRoute.class);
        }
        assertThat(policy.rights("p").request("coder", "grep", "GlobRequest"))
                .isInstanceOf(Access.NoRoute.class);
        assertThat(policy.rights("P").request("coder", "grep", "GrepRequest"))
                .isEqualTo(new Access.NoRoute("there is no profile 'P'; there are: p"));
    }

    @Test
    void permissionIsTheProfilesElseAutoForPureElsePrompt() {
        var policy = compile(profile(Map.of(), "coder", "grep", "file-write", "glob"), false);
        assertThat(permission(policy, "grep", "GrepRequest")).isEqualTo(Permission.AUTO);
        assertThat(permission(policy, "file-write", "FileWriteRequest"))
                .isEqualTo(Permission.PROMPT);
        assertThat(permission(policy, "glob", "GlobRequest"))
                .as("effect unknown")
                .isEqualTo(Permission.PROMPT);
        assertThat(permission(policy, "llm-pool", "RequestRecipe")).isEqualTo(Permission.AUTO);
    }

    @Test
    void approveAllTurnsPromptIntoAutoAndLeavesDeny() {
        var said = Map.of("grep", Permission.DENY, "file-write", Permission.PROMPT);
        var policy = compile(profile(said, "coder", "grep", "file-write"), true);
        assertThat(permission(policy, "grep", "GrepRequest")).isEqualTo(Permission.DENY);
        assertThat(permission(policy, "file-write", "FileWriteRequest")).isEqualTo(Permission.AUTO);
    }

    @Test
    void aProgramIsAskedForWhereNoWallHoldsItWhateverTheProfileSays() {
        var said = Map.of("command-exec", Permission.AUTO, "file-write", Permission.AUTO);
        var organism =
                Organism.named("o")
                        .profile(
                                new ProfileSpec(
                                                "p",
                                                List.of("coder", "command-exec", "file-write"),
                                                said,
                                                List.of("git"))
                                        .withSandbox(SandboxSpec.REQUIRED))
                        .build();
        var asked = new ArrayList<CommandGrants>();
        for (boolean contained : List.of(true, false)) {
            var policy =
                    ProfileCompiler.compile(
                            organism,
                            EFFECTS,
                            new Asking(
                                    false,
                                    grants -> {
                                        asked.add(grants);
                                        return contained;
                                    }));
            assertThat(permission(policy, "file-write", "FileWriteRequest"))
                    .isEqualTo(Permission.AUTO);
            assertThat(asked).as("looked for before a program is to start").isEmpty();
            assertThat(permission(policy, "command-exec", "CommandExecRequest"))
                    .isEqualTo(contained ? Permission.AUTO : Permission.PROMPT);
            assertThat(asked).hasSize(1);
            assertThat(asked.removeFirst().wallsRequired()).isTrue();
        }
    }

    @Test
    void listenersOutsideTheProfileMayNotAnswer() {
        var policy = compile(profile(Map.of(), "coder", "grep"), false);
        assertThat(policy.rights("p").answer("llm-pool")).isInstanceOf(Access.Allowed.class);
        assertThat(policy.rights("p").answer("file-write")).isInstanceOf(Access.NoRoute.class);
    }

    @Test
    void rightsDependOnTheTableAndNotOnItsOrder() {
        var rights = compile(profile(Map.of(), "coder", "grep"), false).rights("p").sha256();
        assertThat(compile(profile(Map.of(), "grep", "coder"), false).rights("p").sha256())
                .isEqualTo(rights);
        assertThat(compile(profile(Map.of(), "coder", "grep", "glob"), false).rights("p").sha256())
                .isNotEqualTo(rights);
        assertThat(
                        compile(profile(Map.of("grep", Permission.DENY), "coder", "grep"), false)
                                .rights("p")
                                .sha256())
                .isNotEqualTo(rights);
    }

    @Test
    void retentionIsTheProfilesAndNoPartOfItsRights() {
        var days = new Retention.Days(90);
        var policy = compile(profile(Map.of(), "coder"), false);
        var kept =
                compile(new ProfileSpec("p", List.of("coder"), Map.of(), List.of(), days), false);

        assertThat(policy.retention("p")).isEqualTo(new Retention.Forever());
        assertThat(kept.retention("p")).isEqualTo(days);
        assertThat(kept.rights("p").sha256()).isEqualTo(policy.rights("p").sha256());
        assertThatThrownBy(() -> kept.retention("q"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no profile 'q'; there are: p");
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        var odd = new ListenerSpec("odd", "a.Odd", "x", "", Optional.empty(), List.of("missing"));
        var organism =
                Organism.named("o")
                        .listener(odd)
                        .profile(profile(Map.of("glob", Permission.AUTO), "coder", "gerp"))
                        .build();
        assertThatThrownBy(() -> ProfileCompiler.compile(organism, EFFECTS, false))
                .isInstanceOfSatisfying(
                        ProfileProblemsException.class,
                        e -> {
                            assertThat(e.problems()).hasSize(3);
                            assertThat(e)
                                    .hasMessageContaining("'missing'")
                                    .hasMessageContaining("'gerp'")
                                    .hasMessageContaining("there are: coder")
                                    .hasMessageContaining("'glob'");
                        });
    }

    private static Permission permission(AccessPolicy policy, String listener, String tag) {
        return ((Access.Allowed) policy.rights("p").request("coder", listener, tag)).permission();
    }

    private static ProfileSpec profile(Map<String, Permission> permissions, String... listeners) {
        return new ProfileSpec("p", List.of(listeners), permissions, List.of());
    }

    private static AccessPolicy compile(ProfileSpec profile, boolean approveAll) {
        return ProfileCompiler.compile(
                Organism.named("o").profile(profile).build(), EFFECTS, approveAll);
    }

    private static ListenerSpec agent(String name, String... peers) {
        return new ListenerSpec(
                name,
                "agent.AgentTask",
                "agent.handle",
                "",
                Optional.of(AgentSpec.prompted("coder")),
                List.of(peers));
    }

    private static ProfileSpec named(String name, String... listeners) {
        return new ProfileSpec(name, List.of(listeners), Map.of(), List.of());
    }
}
