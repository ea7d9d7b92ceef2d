package dev.bestcode.organism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.organism.OrganismChange.Effect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

class OrganismChangesTest {
    private static final int PAIRS = 200;

    private static List<String> changes(String older, String newer) {
        return OrganismChanges.between(Reading.read(older), Reading.read(newer)).stream()
                .map(change -> change.effect() + " " + change.path())
                .toList();
    }

    private static String profile(String entries) {
        return "profiles: {p: {listeners: [coder, grep], %s}}".formatted(entries);
    }

    @Test
    void everyKeyOfAProfileIsComparedByWhatItAllows() {
        var older =
                profile(
                        "commands: [git, ls], permissions: {grep: prompt}, sandbox: required, budget:"
                                + " {usd: 2}, journal: retain_forever");
        var newer =
                profile(
                        "commands: [git, mvn], permissions: {grep: auto}, sandbox: {read: [/usr]},"
                                + " budget: {usd: 1}, journal: prune_on_delivery");
        assertThat(changes(older, newer))
                .containsExactly(
                        "WIDENED profiles.p.permissions.grep",
                        "NARROWED profiles.p.commands.ls",
                        "WIDENED profiles.p.commands.mvn",
                        "WIDENED profiles.p.sandbox.walls",
                        "WIDENED profiles.p.sandbox.read./usr",
                        "NARROWED profiles.p.budget",
                        "CHANGED profiles.p.journal");
        assertThat(changes(newer, older))
                .containsExactly(
                        "NARROWED profiles.p.permissions.grep",
                        "NARROWED profiles.p.commands.mvn",
                        "WIDENED profiles.p.commands.ls",
                        "NARROWED profiles.p.sandbox.walls",
                        "NARROWED profiles.p.sandbox.read./usr",
                        "WIDENED profiles.p.budget",
                        "CHANGED profiles.p.journal");
    }

    @Test
    void listenersComeGoAndChange() {
        var older =
                """
                listeners: [{name: coder, peers: [grep, glob], agent: {max_iterations: 9, model: a}}]
                profiles: {p: {listeners: [coder]}, q: {listeners: []}}
                """;
        var newer =
                """
                listeners:
                  - {name: coder, peers: [grep, t], agent: {max_iterations: 8, model: b, effort: max}}
                  - {name: t, payload_class: T, handler: tools.handle, description: d}
                profiles: {p: {listeners: [coder, t]}, r: {listeners: []}}
                """;
        assertThat(changes(older, newer))
                .containsExactly(
                        "NARROWED listeners.coder.peers.glob",
                        "WIDENED listeners.coder.peers.t",
                        "CHANGED listeners.coder.agent.model",
                        "CHANGED listeners.coder.agent.effort",
                        "NARROWED listeners.coder.agent.max_iterations",
                        "ADDED listeners.t",
                        "WIDENED profiles.p.listeners.t",
                        "NARROWED profiles.q",
                        "ADDED profiles.r");
    }

    @Test
    void zeroIsLessThanADefault() {
        assertThat(changes(profile("budget: {}"), profile("budget: {minutes: 0}")))
                .containsExactly("NARROWED profiles.p.budget");
        assertThat(changes(profile("budget: {}"), profile("budget: {minutes: 1}")))
                .containsExactly("WIDENED profiles.p.budget");
    }

    @Test
    void nothingIsDifferentFromItselfAndWhatNarrowsOneWayWidensTheOther(@TempDir Path directory)
            throws IOException {
        long seed = new Random().nextLong();
        System.out.printf("organism changes: %d pairs, seed %d%n", PAIRS, seed);
        var component = Files.writeString(directory.toRealPath().resolve("c.wasm"), "");
        for (int i = 0; i < PAIRS; i++) {
            var a = new RandomOrganism(new Random(seed + i), component).next();
            var b = new RandomOrganism(new Random(seed - i - 1), component).next();
            assertThat(OrganismChanges.between(a, a)).isEmpty();
            var there = OrganismChanges.between(a, b);
            var back = OrganismChanges.between(b, a);
            assertThat(back).hasSameSizeAs(there);
            for (var change : there) {
                if (change.effect() == Effect.NARROWED) {
                    assertThat(back)
                            .as("seed %d pair %d, back from %s", seed, i, change)
                            .anyMatch(
                                    it ->
                                            it.path().equals(change.path())
                                                    && it.effect() != Effect.NARROWED);
                }
            }
        }
    }
}
