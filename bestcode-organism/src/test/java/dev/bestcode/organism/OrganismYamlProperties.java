package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.NOWHERE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

class OrganismYamlProperties {
    private static final String[] PIECES = {
        "profiles",
        "listeners",
        "prompts",
        "version",
        "coder",
        "grep",
        "name",
        ": ",
        ":",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\n",
        "\n  ",
        "\n    ",
        "&a ",
        "*a",
        "!!str ",
        "!<x> ",
        "! ",
        "|",
        ">",
        "|2-\n",
        "'",
        "\"",
        "\\",
        "\\x",
        "\\UFFFFFFFF",
        "#",
        " #",
        "%YAML 1.1\n",
        "%TAG ! x\n",
        "---",
        "...",
        "\t",
        "~",
        "12",
        "-",
        "<<",
        "\uFEFF",
        "\u0085",
        "\u2028",
        "😀",
        "\0",
        "@",
        "`",
        "=",
        "file:",
        "%",
        "%YAML 9999999999.1\n",
        "!%FF%FE ",
        "\r",
        "\r\n"
    };

    @Provide
    Arbitrary<String> yamlish() {
        return Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 5_000)
    void whateverIsReadIsAnOrganismOrAListOfProblems(@ForAll("yamlish") String yaml) {
        assertReadOrRefused(yaml);
    }

    @Property(tries = 2_000)
    void slipInAGoodFileIsReadOrRefused(
            @ForAll("yamlish") String slip, @ForAll("places") double place) {
        var good =
                "prompts:\n  a: text\nprofiles:\n  p: {listeners: [coder, grep], commands: [ls],"
                        + " journal: {retain_days: 9}}\n";
        int at = (int) (place * good.length());
        assertReadOrRefused(good.substring(0, at) + slip + good.substring(at));
    }

    @Provide
    Arbitrary<Double> places() {
        return Arbitraries.doubles().between(0, 1);
    }

    private static void assertReadOrRefused(String yaml) {
        try {
            assertThat(OrganismYaml.parse(yaml, NOWHERE).profiles()).isNotEmpty();
        } catch (OrganismException refusal) {
            assertThat(refusal.problems()).isNotEmpty();
            assertThat(Reading.lines(refusal)).noneMatch(line -> line.lines().count() > 1);
        }
    }

    @Property(tries = 300)
    void yamlAndBuilderAgree(@ForAll("organisms") Organism organism) {
        assertThat(OrganismYaml.parse(yaml(organism), NOWHERE)).isEqualTo(organism);
    }

    @Provide
    Arbitrary<Organism> organisms() {
        var names = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        var texts =
                Arbitraries.of("plain", "yes", "1", "a: b", "# no", "quo\"te", "two\nlines", "ä😀")
                        .map(text -> text + " text");
        var listeners =
                Arbitraries.of("coder", "grep", "file-read", "llm-pool").list().uniqueElements();
        var profiles =
                Combinators.combine(names, listeners, texts.list().uniqueElements(), retentions())
                        .as(this::profile);
        return Combinators.combine(
                        texts,
                        Arbitraries.maps(names, texts).ofMaxSize(4),
                        profiles.list().uniqueElements(ProfileSpec::name).ofMinSize(1).ofMaxSize(4))
                .as((name, prompts, all) -> new Organism(name, prompts, List.of(), all));
    }

    private static Arbitrary<Retention> retentions() {
        return Arbitraries.oneOf(
                Arbitraries.of(new Retention.Forever(), new Retention.PruneOnDelivery()),
                Arbitraries.integers()
                        .between(0, Retention.Days.DAYS_MAX)
                        .map(Retention.Days::new));
    }

    private ProfileSpec profile(
            String name, List<String> listeners, List<String> commands, Retention retention) {
        var tiers = Permission.values();
        var permissions =
                listeners.stream().collect(Collectors.toMap(l -> l, l -> tiers[l.length() % 3]));
        return new ProfileSpec(name, listeners, permissions, commands, retention);
    }

    /// The organism as YAML, every text in double quotes.
    private static String yaml(Organism organism) {
        var yaml = new StringBuilder("organism: {name: " + quoted(organism.name()) + "}\nprompts:");
        yaml.append(mapping(organism.prompts())).append("\nprofiles:\n");
        for (var profile : organism.profiles()) {
            yaml.append("  ").append(quoted(profile.name())).append(":\n    listeners: ");
            yaml.append(list(profile.listeners())).append("\n    permissions:");
            var tiers =
                    profile.permissions().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, OrganismYamlProperties::tier));
            yaml.append(mapping(tiers)).append("\n    commands: ");
            yaml.append(list(profile.commands())).append("\n    journal: ");
            yaml.append(journal(profile.retention())).append("\n");
        }
        return yaml.toString();
    }

    private static String journal(Retention retention) {
        return switch (retention) {
            case Retention.Forever() -> "retain_forever";
            case Retention.PruneOnDelivery() -> "prune_on_delivery";
            case Retention.Days(var days) -> "{retain_days: " + days + "}";
        };
    }

    private static String tier(Map.Entry<String, Permission> permission) {
        return permission.getValue().name().toLowerCase(Locale.ROOT);
    }

    private static String mapping(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", " {", "}"));
    }

    private static String list(List<String> texts) {
        return texts.stream()
                .map(OrganismYamlProperties::quoted)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
