package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.NOWHERE;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;

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

    @Property(tries = 2_000)
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

    private static final int ORGANISMS = Boolean.getBoolean("bestcode.long") ? 5_000 : 500;

    @Example
    void whatAWriterMakesOfABuiltOrganismIsReadAsItsEqual(@ForAll Random seeds) throws IOException {
        long seed = seeds.nextLong();
        System.out.printf("yaml and builder: %,d organisms, seed %d%n", ORGANISMS, seed);
        var directory = Files.createTempDirectory("organisms").toRealPath();
        var component = Files.writeString(directory.resolve("stock.wasm"), "");
        for (int i = 0; i < ORGANISMS; i++) {
            var random = new Random(seed + i);
            var organism = new RandomOrganism(random, component).next();
            var yaml = new OrganismWriter(directory, random).yaml(organism);
            assertThat(OrganismYaml.parse(yaml, directory))
                    .as("%d: %s", i, yaml)
                    .isEqualTo(organism);
        }
    }
}
