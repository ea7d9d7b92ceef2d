package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.HandMadeComponents;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// `bestcode wasm` as a person uses it.
class WasmCommandsTest {
    private static final String WIT =
            """
            package acme:words@1.0.0;

            world words {
              /// Say it again.
              export echo: func(text: string) -> string;
            }
            """;

    @TempDir private Path folder;

    @BeforeEach
    void layFiles() throws Exception {
        Files.write(folder.resolve("echo.wasm"), HandMadeComponents.echo());
        Files.write(folder.resolve("core.wasm"), HandMadeComponents.coreModule());
        Files.write(
                folder.resolve("shop.wasm"), HandMadeComponents.importing("acme:shop/stock@1.2.0"));
        Files.writeString(folder.resolve("words.wit"), WIT);
    }

    /// What came of a command.
    private record Result(int exit, String out, String err) {}

    /// @param words of the command; those that name a file of the folder are made paths
    private Result wasm(String... words) {
        var all = new ArrayList<>(List.of("wasm"));
        for (var word : words) {
            boolean isFile = word.matches("[a-z]+\\.(wasm|wit)|folder");
            all.add(isFile ? folder.resolve(word).toString() : word);
        }
        var before = System.out;
        var errBefore = System.err;
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            var arguments = all.toArray(String[]::new);
            int exit = Main.commandLine(arguments).execute(arguments);
            return new Result(
                    exit,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(errBefore);
        }
    }

    @Test
    void witIsPrintedInOneFormWithWhatItsWorldsNeedAndGive() throws Exception {
        var result = wasm("wit", "words.wit");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("package acme:words@1.0.0;", "world words", "/// Say it again.");
        assertThat(result.err())
                .contains("world acme:words/words@1.0.0", "needs nothing", "gives echo");
        Files.writeString(folder.resolve("again.wit"), result.out());
        assertThat(wasm("wit", "again.wit").out()).isEqualTo(result.out());
    }

    @Test
    void documentationOfTheWitIsWhatTheComponentSaysFromThenOn() throws Exception {
        var result = wasm("document", "echo.wasm", "words.wit", "documented.wasm");
        assertThat(result.exit()).as(result.toString()).isZero();
        var inspected = wasm("inspect", "documented.wasm", "--output", "text");
        assertThat(inspected.exit()).as(inspected.toString()).isZero();
        assertThat(inspected.out()).contains("/// Say it again.");
        var called = wasm("call", "documented.wasm", "echo", "{\"text\":\"hallo\"}");
        assertThat(called.out().strip()).isEqualTo("\"hallo\"");
    }

    @Test
    void inspectionListsAndNothingIsWrong() throws Exception {
        var text = wasm("inspect", "echo.wasm", "--output", "text");
        assertThat(text.exit()).as(text.toString()).isZero();
        assertThat(text.out())
                .contains(
                        "sha256     ",
                        "bytes      " + HandMadeComponents.echo().length,
                        "echo: func(text: string)");
        var json = Json.parseObject(wasm("inspect", "echo.wasm", "--output", "json").out());
        assertThat(json.requireLong("bytes")).isEqualTo(HandMadeComponents.echo().length);
        assertThat(json.requireString("world")).contains("export echo");
    }

    @Test
    void whatIsImportedAndNotGrantedIsNamedWithItsFunctionsAndTheLineToAdd() throws Exception {
        var inspected = wasm("inspect", "shop.wasm", "--output", "text");
        assertThat(inspected.exit()).as(inspected.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(inspected.out()).contains("ungranted  acme:shop/stock@1.2.0  ask");

        var called = wasm("call", "shop.wasm", "buy");
        assertThat(called.exit()).as(called.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(called.err())
                .contains(
                        "import 'acme:shop/stock@1.2.0' (ask) is not granted",
                        "deny_stubs: ['acme:shop/stock']");

        var denied = wasm("inspect", "shop.wasm", "--deny", "acme:shop/*", "--output", "text");
        assertThat(denied.exit()).as(denied.toString()).isZero();
        assertThat(denied.out()).contains("denied     acme:shop/stock@1.2.0  ask");
    }

    @Test
    void aGrantThatTheComponentHasNoUseForIsAWarning() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        var result =
                wasm(
                        "inspect",
                        "echo.wasm",
                        "--read",
                        folder.resolve("data") + "=/data",
                        "--output",
                        "text");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).contains("is granted and the component does not import wasi:");
    }

    @Test
    void whatCannotBeReadOrIsNoComponentEndsInOneSentence() throws Exception {
        Files.writeString(folder.resolve("text.wasm"), "no component at all");
        Files.write(folder.resolve("empty.wasm"), new byte[0]);
        Files.createDirectory(folder.resolve("folder"));
        try (var large =
                FileChannel.open(
                        folder.resolve("large.wasm"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            large.position(1L << 30);
            large.write(ByteBuffer.allocate(1)); // a hole, and a byte behind it
        }
        for (var command : new String[] {"inspect", "document"}) {
            sentence(
                    ExitCode.CONFIGURATION,
                    "absent.wasm; check its spelling",
                    command,
                    "absent.wasm");
            sentence(ExitCode.CONFIGURATION, "folder is a folder", command, "folder");
            sentence(ExitCode.CONFIGURATION, "large.wasm has more than", command, "large.wasm");
            sentence(ExitCode.FAILED, "component", command, "text.wasm");
            sentence(ExitCode.FAILED, "component", command, "empty.wasm");
            sentence(ExitCode.FAILED, "component", command, "core.wasm");
        }
        sentence(ExitCode.CONFIGURATION, "/dev/zero has more than", "inspect", "/dev/zero");
        sentence(ExitCode.CONFIGURATION, "it has [echo]", "call", "echo.wasm", "ecko");
        sentence(ExitCode.CONFIGURATION, "'text' is missing", "call", "echo.wasm", "echo", "{}");
    }

    @Test
    void argumentsThatAreNoJsonAreAMistakeInUsage() {
        var result = wasm("call", "echo.wasm", "echo", "{text: hallo}");
        assertThat(result.exit()).as(result.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains(
                        "ARGUMENTS must be a JSON object: ", "line 1, column 2", "wasm call --help")
                .doesNotContain("\tat ");
    }

    @Test
    void witThatCannotBeReadEndsInOneSentence() throws Exception {
        Files.writeString(
                folder.resolve("wrong.wit"), "package acme:words;\nworld words { exprot }\n");
        Files.writeString(
                folder.resolve("other.wit"),
                "package acme:other;\nworld other { export shout: func() -> u32; }\n");
        sentence(ExitCode.CONFIGURATION, "absent.wit; check its spelling", "wit", "absent.wit");
        sentence(ExitCode.FAILED, "wrong.wit:2", "wit", "wrong.wit");
        sentence(
                ExitCode.REFUSED,
                "write /// before its exports",
                "document",
                "echo.wasm",
                "other.wit",
                "o.wasm");
        sentence(
                ExitCode.CONFIGURATION,
                "absent.wit",
                "document",
                "echo.wasm",
                "absent.wit",
                "o.wasm");
        assertThat(folder.resolve("o.wasm")).doesNotExist();
    }

    /// @param words of the command; `document` gets the rest that it needs
    private void sentence(int exit, String said, String... words) throws Exception {
        boolean unfinished = words.length == 2 && words[0].equals("document");
        var result = unfinished ? wasm(words[0], words[1], "words.wit", "o.wasm") : wasm(words);
        var all = String.join(" ", words) + ": " + result;
        assertThat(result.exit()).as(all).isEqualTo(exit);
        assertThat(result.err()).as(all).contains(said).doesNotContain("Exception", "\tat ");
        assertThat(result.err().strip().lines()).as(all).hasSize(1);
    }
}
