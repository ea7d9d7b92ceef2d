package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class OrganismCommandTest {
    @TempDir Path directory;

    private record Said(int exit, String out, String err) {}

    private static Said run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var itsOut = System.out;
        var itsErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int exit = new CommandLine(new OrganismCommand()).execute(args);
            return new Said(
                    exit,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(itsOut);
            System.setErr(itsErr);
        }
    }

    @Test
    void whatInitWritesIsFoundWithoutProblemsAndIsNeverOverwritten() throws IOException {
        var file = directory.resolve("organism.yaml");
        assertThat(run("init", file.toString()).exit()).isZero();
        var checked = run("check", "--output", "text", file.toString());
        assertThat(checked.exit()).isZero();
        assertThat(checked.out())
                .isEqualTo(
                        file
                                + ": organism 'my-project' is well-formed; profiles: coding,"
                                + " reading\n");
        Files.writeString(file, "mine");
        var again = run("init", file.toString());
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.err()).contains("is there already; name another file");
        assertThat(file).hasContent("mine");
    }

    @Test
    void everyProblemIsALineOfTextOrJson() throws IOException {
        var file = directory.resolve("o.yaml");
        Files.writeString(file, "profiles: {p: {listners: [coder]}}\nversion: 2\n");
        var text = run("check", "--output", "text", file.toString());
        assertThat(text.exit()).isEqualTo(3);
        assertThat(text.out().lines())
                .containsExactly(
                        file + ":1:15: profile 'p' lacks the required key 'listeners'",
                        file + ":1:16: unknown key 'listners'; did you mean 'listeners'?",
                        file + ":2:10: version is 2; allowed: 1");
        var json = run("check", "--output", "json", file.toString());
        assertThat(json.exit()).isEqualTo(3);
        assertThat(json.out().lines().skip(1).findFirst().orElseThrow())
                .isEqualTo(
                        """
                        {"type":"problem","file":"%s","line":1,"column":16,"message":"unknown key 'listners'","suggestion":"listeners"}"""
                                .formatted(file));
    }

    @Test
    void schemaIsPrintedAsJson() {
        var said = run("schema");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("\"$schema\"", "urn:bestcode:organism:1").endsWith("}\n");
    }
}
