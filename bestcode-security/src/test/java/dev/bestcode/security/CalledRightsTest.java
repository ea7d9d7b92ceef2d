package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.security.Rights;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// G3 of a call: what an organism may do for a caller is what both may.
class CalledRightsTest {
    private static final long SEED = 11;
    private static final int ORGANISMS =
            Boolean.parseBoolean(System.getProperty("bestcode.long")) ? 2_000 : 200;
    private static final List<String> TOOLS =
            List.of("file-read", "file-write", "glob", "grep", "command-exec", "help");

    @Test
    void whatTheCallerDoesNotReachIsNotReachedHoweverTheProfileIsWritten() {
        var rights = called(policy(List.of("glob", "help"), List.of("glob", "file-write")));

        assertThat(rights.reachable("helper")).containsExactly("glob", "llm-pool");
        assertThat(rights.reachable("help")).containsExactly("helper");
        assertThat(rights.reachable(Message.USER)).isEmpty();
        assertThat(rights.answer("help")).isInstanceOf(Access.Allowed.class);
    }

    @Test
    void theStricterPermissionAndTheProgramsOfBothHold() {
        var asked =
                organism(
                        profile("leading", Map.of("glob", Permission.PROMPT), "git", "ls"),
                        profile("helping", Map.of("glob", Permission.AUTO), "git", "rm"));
        var rights = called(ProfileCompiler.compile(asked, Map.of(), Asking.AS_SAID));

        assertThat(rights.request("helper", "glob", "GlobRequest"))
                .isEqualTo(new Access.Allowed(Permission.PROMPT));
        assertThat(rights.commands()).containsOnlyKeys("git");
    }

    @Test
    void aCallInsideACallHasNoMoreThanTheFirst() {
        var policy = policy(List.of("glob", "help"), List.of("glob", "grep", "help"));
        var first = called(policy);
        var second = policy.called("help", "helper", first).orElseThrow().rights();

        assertThat(second.reachable("helper")).isEqualTo(first.reachable("helper"));
        assertThat(second.sha256()).isEqualTo(first.sha256());
    }

    @Test
    void withoutWhatItRequiresItIsSaidToLackIt() {
        var organism =
                organism(
                        listing("leading", "lead", List.of("help")),
                        profile("helping", Map.of()),
                        call().requires("file-write"));
        var policy = ProfileCompiler.compile(organism, Map.of(), false);

        assertThat(policy.called("help", "lead", policy.rights("leading")).orElseThrow().lacks())
                .containsExactly("file-write");
    }

    @Test
    void neitherAReloadNorAThawWidensAThreadBelowACall() {
        var before = policy(List.of("glob", "help"), List.of("glob", "grep"));
        var frozen = before.thaw("helping", called(before).canonical());
        var after = policy(List.of("glob", "grep", "help"), List.of("glob", "grep"));
        var now = after.called("help", "lead", after.rights("leading")).orElseThrow();

        assertThat(now.rights().reachable("helper")).contains("grep");
        assertThat(after.effective(now, frozen).reachable("helper"))
                .containsExactlyInAnyOrder("glob", "llm-pool");
        var narrow = policy(List.of("help"), List.of("glob", "grep"));
        var less = narrow.called("help", "lead", narrow.rights("leading")).orElseThrow();
        assertThat(narrow.effective(less, frozen).reachable("helper")).containsExactly("llm-pool");
    }

    @Test
    void inRandomOrganismsNothingIsReachedThatOneOfBothDoesNotReach() {
        System.out.printf("calls of %,d organisms, seed %d%n", ORGANISMS, SEED);
        var random = new Random(SEED);
        for (int i = 0; i < ORGANISMS; i++) {
            var policy = policy(some(random), some(random));
            var leads = policy.rights("leading");
            var helps = policy.rights("helping");
            var both = called(policy);
            for (var name : both.reachable("helper")) {
                assertThat(helps.reachable("helper")).contains(name);
                if (!name.equals(Predeclared.LLM_POOL)) {
                    assertThat(leads.reachable("lead")).contains(name);
                }
            }
            for (var name : helps.reachable("helper")) {
                if (leads.reachable("lead").contains(name)) {
                    assertThat(both.reachable("helper")).contains(name);
                }
            }
        }
    }

    @Test
    void auditShowsWhatBothHaveAndWhatIsWithheld() {
        var organism =
                organism(
                        new ProfileSpec(
                                "leading", List.of("lead", "glob", "help"), Map.of(), List.of()),
                        profile("helping", Map.of(), "git"));
        var profile = Audit.of(organism, Map.of()).profile("leading");

        assertThat(profile.lines())
                .contains(
                        "  help, called by lead, has helper of profile helping work with: glob, help,"
                                + " llm-pool; not with: file-read, file-write, grep, command-exec, program git");
        assertThat(profile.reachable()).contains("helper").doesNotContain("file-write");
    }

    @Test
    void auditDoesNotReachWhatACallLacksItsNeeds() {
        var organism =
                organism(
                        new ProfileSpec("leading", List.of("lead", "help"), Map.of(), List.of()),
                        profile("helping", Map.of()),
                        call().requires("file-write"));

        assertThat(Audit.of(organism, Map.of()).profile("leading").reachable())
                .containsExactly("lead", "llm-pool");
    }

    @Test
    void aCallToWhatIsNotThereIsAProblem() {
        var organism =
                organism(
                        profile("leading", Map.of()),
                        new ProfileSpec("helping", List.of("glob"), Map.of(), List.of()));

        assertThatThrownBy(() -> ProfileCompiler.compile(organism, Map.of(), false))
                .hasMessageContaining(
                        "calls agent 'helper', which profile 'helping' does not have");
    }

    private static Rights called(AccessPolicy policy) {
        return policy.called("help", "lead", policy.rights("leading")).orElseThrow().rights();
    }

    private static List<String> some(Random random) {
        return TOOLS.stream().filter(_ -> random.nextBoolean()).toList();
    }

    /// @param leads tools of the lead's profile
    /// @param helps tools of the helper's
    private static AccessPolicy policy(List<String> leads, List<String> helps) {
        return ProfileCompiler.compile(
                organism(listing("leading", "lead", leads), listing("helping", "helper", helps)),
                Map.of(),
                false);
    }

    private static ProfileSpec listing(String name, String agent, List<String> tools) {
        var listed = new ArrayList<>(List.of(agent));
        listed.addAll(tools);
        return new ProfileSpec(name, listed, Map.of(), List.of());
    }

    private static ProfileSpec profile(
            String name, Map<String, Permission> permissions, String... programs) {
        var listed = new ArrayList<>(List.of("lead", "helper"));
        listed.addAll(TOOLS);
        return new ProfileSpec(name, listed, permissions, List.of(programs));
    }

    private static Organism organism(ProfileSpec leading, ProfileSpec helping) {
        return organism(leading, helping, call());
    }

    private static Organism organism(ProfileSpec leading, ProfileSpec helping, Call call) {
        return Organism.named("o")
                .listener(agent("lead"))
                .listener(agent("helper"))
                .listener(
                        new ListenerSpec(
                                        "help",
                                        "tools.HelpRequest",
                                        "organism",
                                        "Helps",
                                        Optional.empty(),
                                        List.of())
                                .withCallable(call.spec()))
                .profile(leading)
                .profile(helping)
                .build();
    }

    private static ListenerSpec agent(String name) {
        return new ListenerSpec(
                name,
                "agent.AgentTask",
                "agent.handle",
                "Thinks",
                Optional.of(AgentSpec.prompted("coder")),
                TOOLS);
    }

    private static Call call() {
        return new Call(List.of());
    }

    /// The callable, as tests say it.
    private record Call(List<String> required) {
        Call requires(String listener) {
            return new Call(List.of(listener));
        }

        CallableSpec spec() {
            var plain = CallableSpec.taking("helping", "helper");
            return new CallableSpec(
                    plain.parameters(),
                    plain.required(),
                    required,
                    Optional.empty(),
                    plain.profile(),
                    plain.agent(),
                    plain.depth(),
                    plain.concurrency(),
                    plain.budget());
        }
    }
}
