package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.Permission;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All policies of three listeners: two agents and a tool, every set of peers, every set of
/// listeners in the profile, every permission.
class AuditDiffTest {
    private static final List<String> NAMES = List.of("one", "two", "tool");
    private static final List<String> SENDERS =
            List.of(Message.USER, Message.SYSTEM, "one", "two", "tool", "llm-pool");

    private static final List<Permission> SAID =
            List.of(Permission.AUTO, Permission.PROMPT, Permission.DENY);

    /// One policy: bits of who may send to whom, who is present, and what is said of whom.
    private record Policy(int peersOfOne, int peersOfTwo, int present, List<Integer> said) {
        Organism organism() {
            return Organism.named("o")
                    .listener(agent("one", names(peersOfOne)))
                    .listener(agent("two", names(peersOfTwo)))
                    .listener(tool("tool"))
                    .profile(profile())
                    .build();
        }

        private ProfileSpec profile() {
            var permissions = new LinkedHashMap<String, Permission>();
            for (int i = 0; i < NAMES.size(); i++) {
                if (has(present, i) && said.get(i) > 0) {
                    permissions.put(NAMES.get(i), SAID.get(said.get(i) - 1));
                }
            }
            return new ProfileSpec("p", names(present), permissions, List.of());
        }

        /// The same with one more listener in the profile, of which nothing is said.
        Policy with(int listener) {
            return new Policy(peersOfOne, peersOfTwo, present | 1 << listener, said);
        }
    }

    @Test
    void diffIsEmptyExactlyWhenBothDecideTheSame() {
        var byDecisions = new LinkedHashMap<String, DispatchTable>();
        int equal = 0;
        for (var policy : all()) {
            var table = table(policy);
            var first = byDecisions.putIfAbsent(decisions(table), table);
            if (first != null) {
                assertThat(AuditDiff.of("p", first, table).isEmpty()).isTrue();
                assertThat(AuditDiff.of("p", table, first).isEmpty()).isTrue();
                equal++;
            }
        }
        var different = new ArrayList<>(byDecisions.values());
        long pairs = 0;
        for (int i = 0; i < different.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (AuditDiff.of("p", different.get(i), different.get(j)).isEmpty()) {
                    throw new AssertionError(
                            different.get(i).canonical().utf8()
                                    + " and "
                                    + different.get(j).canonical().utf8());
                }
                pairs++;
            }
        }
        System.out.printf(
                "audit --diff: %,d policies, %,d ways to decide, %,d pairs that differ, %,d that do not%n",
                all().size(), different.size(), pairs, equal);
        assertThat(different).hasSizeGreaterThan(500);
    }

    @Test
    void addingAListenerNeverRemovesARight() {
        int added = 0;
        for (var policy : all()) {
            for (int listener = 0; listener < NAMES.size(); listener++) {
                if (!has(policy.present(), listener)) {
                    var diff = AuditDiff.of("p", table(policy), table(policy.with(listener)));
                    assertThat(diff.lost()).as("%s with %d", policy, listener).isEmpty();
                    added++;
                }
            }
        }
        System.out.printf("audit --diff: a listener added to %,d policies%n", added);
        assertThat(added).isGreaterThan(1_000);
    }

    @Test
    void whatIsGainedAndLostIsSaidInOneLineEach() {
        var before =
                new ProfileSpec("p", List.of("one", "tool"), Map.of(), List.of("git", "ls"))
                        .withSandbox(
                                new SandboxSpec(
                                        SandboxSpec.Walls.WHEN_AVAILABLE,
                                        List.of("/opt"),
                                        List.of(),
                                        List.of("A")));
        var after =
                new ProfileSpec(
                                "p",
                                List.of("one", "tool", "two"),
                                Map.of("tool", Permission.AUTO),
                                List.of("git", "mvn"))
                        .withNetwork(List.of("tool"))
                        .withSandbox(
                                new SandboxSpec(
                                        SandboxSpec.Walls.WHEN_AVAILABLE,
                                        List.of("/opt/jdk"),
                                        List.of("/var/cache"),
                                        List.of("B")));

        var diff = AuditDiff.of(organism(before), organism(after), Map.of());

        assertThat(diff.gained())
                .containsExactly(
                        "profile p: any command may change /var/cache",
                        "profile p: network tool: outbound https example.org port 443",
                        "profile p: one → tool with ToolRequest (auto, not prompt)",
                        "profile p: starts mvn",
                        "profile p: two → llm-pool with RequestRecipe (auto)",
                        "profile p: user → tool with ToolRequest (auto, not prompt)",
                        "profile p: user → two with AgentTask (auto)",
                        "profile p: variable any command: B");
        assertThat(diff.lost())
                .containsExactly(
                        "profile p: any command may read /opt",
                        "profile p: starts ls",
                        "profile p: variable any command: A");
    }

    @Test
    void aProfileThatIsNewOrGoneIsGainedOrLostWhole() {
        var none = Organism.named("o").build();
        var one = organism(new ProfileSpec("p", List.of("tool"), Map.of(), List.of("git")));

        assertThat(AuditDiff.of(none, one, Map.of()).gained())
                .containsExactly(
                        "profile p: starts git",
                        "profile p: user → tool with ToolRequest (prompt)");
        assertThat(AuditDiff.of(none, one, Map.of()).lost()).isEmpty();
        assertThat(AuditDiff.of(one, none, Map.of()).lost()).hasSize(2);
    }

    private static Organism organism(ProfileSpec profile) {
        return Organism.named("o")
                .listener(agent("one", List.of("tool")))
                .listener(agent("two", List.of()))
                .listener(
                        tool("tool")
                                .withPorts(
                                        List.of(
                                                new PortSpec(
                                                        443,
                                                        PortSpec.Direction.OUTBOUND,
                                                        PortSpec.Protocol.HTTPS,
                                                        List.of("example.org")))))
                .profile(profile)
                .build();
    }

    private static List<Policy> all() {
        var all = new ArrayList<Policy>();
        for (int one = 0; one < 8; one++) {
            for (int two = 0; two < 8; two++) {
                for (int present = 0; present < 8; present++) {
                    for (int said = 0; said < 64; said++) {
                        var each = List.of(said % 4, said / 4 % 4, said / 16);
                        if (saysOnlyOfThePresent(present, each)) {
                            all.add(new Policy(one, two, present, each));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static boolean saysOnlyOfThePresent(int present, List<Integer> said) {
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i) > 0 && !has(present, i)) {
                return false;
            }
        }
        return true;
    }

    /// What becomes of every request that can be made: it runs (r), is asked for (a), is refused.
    private static String decisions(DispatchTable table) {
        var decisions = new StringBuilder();
        for (var sender : SENDERS) {
            for (var listener : SENDERS) {
                for (var tag : List.of("AgentTask", "ToolRequest", "RequestRecipe", "Other")) {
                    decisions.append(decision(table.request(sender, listener, tag)));
                }
            }
        }
        return decisions.toString();
    }

    private static char decision(Access access) {
        return switch (access) {
            case Access.NoRoute _ -> '-';
            case Access.Allowed(var permission) ->
                    switch (permission) {
                        case AUTO -> 'r';
                        case PROMPT -> 'a';
                        case DENY -> '-';
                    };
        };
    }

    private static DispatchTable table(Policy policy) {
        var tables = ProfileCompiler.tables(policy.organism(), Map.of());
        return Optional.ofNullable(tables.get("p")).orElseThrow();
    }

    private static boolean has(int bits, int index) {
        return (bits & 1 << index) != 0;
    }

    private static List<String> names(int bits) {
        var names = new ArrayList<String>();
        for (int i = 0; i < NAMES.size(); i++) {
            if (has(bits, i)) {
                names.add(NAMES.get(i));
            }
        }
        return names;
    }

    private static ListenerSpec agent(String name, List<String> peers) {
        return new ListenerSpec(
                name,
                "agent.AgentTask",
                HandlerNames.AGENT,
                "",
                Optional.of(AgentSpec.prompted("coder")),
                peers);
    }

    private static ListenerSpec tool(String name) {
        return new ListenerSpec(
                name, "tools.ToolRequest", HandlerNames.TOOL, "", Optional.empty(), List.of());
    }
}
