package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.security.Rights;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// G3: what a thread was frozen with bounds it, whatever the policy becomes.
class FrozenRightsTest {
    @Test
    void aWiderPolicyGivesARunningThreadNothing() {
        var frozen = policy("coder", "grep").rights("p");
        var wider = policy("coder", "grep", "file-write");

        assertThat(wider.effective("p", frozen).reachable("coder"))
                .containsExactly("grep", "llm-pool", "recall");
        assertThat(wider.rights("p").reachable("coder")).contains("file-write");
    }

    @Test
    void aNarrowerPolicyTakesAwayAtOnce() {
        var frozen = policy("coder", "grep", "file-write").rights("p");
        var narrower = policy("coder", "grep");

        assertThat(narrower.effective("p", frozen).reachable("coder"))
                .containsExactly("grep", "llm-pool", "recall");
    }

    @Test
    void aProfileThatIsGoneLeavesNothing() {
        var frozen = policy("coder", "grep").rights("p");
        var without = ProfileCompiler.compile(Organism.named("o").build(), Map.of(), false);

        assertThat(without.effective("p", frozen).request("coder", "grep", "GrepRequest"))
                .isEqualTo(new Access.NoRoute("there is no profile 'p'; there are: "));
    }

    @Test
    void aThreadThatWasFrozenWithoutApprovalIsApprovedForByTheCurrentWordAlone() {
        var asked = with(Map.of(), false);
        var approved = with(Map.of(), true);

        assertThat(permission(approved.effective("p", asked.rights("p"))))
                .isEqualTo(Permission.AUTO);
        assertThat(permission(asked.effective("p", approved.rights("p"))))
                .isEqualTo(Permission.PROMPT);
        assertThat(
                        permission(
                                with(Map.of("file-write", Permission.DENY), true)
                                        .effective("p", asked.rights("p"))))
                .isEqualTo(Permission.DENY);
    }

    @Test
    void thawedRightsAreBoundLikeTheOnesThatWereFrozen() {
        var frozen = policy("coder", "grep").rights("p").canonical();
        var reopened = policy("coder", "grep", "glob", "file-write");

        var thawed = reopened.thaw("p", frozen);

        assertThat(thawed.sha256()).isEqualTo(frozen.sha256());
        assertThat(reopened.effective("p", thawed).reachable("coder"))
                .containsExactly("grep", "llm-pool", "recall");
    }

    @Test
    void aReplacedPolicyIsAskedFromTheNextHopOn() {
        var live = new ReloadablePolicy(policy("coder", "grep", "glob"));
        var frozen = live.rights("p");

        live.replace(policy("coder", "glob", "file-write"));

        assertThat(live.effective("p", frozen).reachable("coder"))
                .containsExactly("glob", "llm-pool", "recall");
        assertThat(live.rights("p").reachable("coder")).contains("file-write");
    }

    private static Permission permission(Rights rights) {
        return rights.request("coder", "file-write", "FileWriteRequest")
                        instanceof Access.Allowed(var permission)
                ? permission
                : Permission.DENY;
    }

    private static AccessPolicy with(Map<String, Permission> said, boolean approveAll) {
        return ProfileCompiler.compile(
                Organism.named("o")
                        .profile(
                                new ProfileSpec(
                                        "p", List.of("coder", "file-write"), said, List.of()))
                        .build(),
                Map.of(),
                approveAll);
    }

    private static AccessPolicy policy(String... listeners) {
        return ProfileCompiler.compile(
                Organism.named("o")
                        .profile(new ProfileSpec("p", List.of(listeners), Map.of(), List.of()))
                        .build(),
                Map.of(),
                false);
    }
}
