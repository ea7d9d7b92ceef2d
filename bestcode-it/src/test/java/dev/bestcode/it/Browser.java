package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real browser without a window, as Debian packages it.
record Browser(Path program) {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int SECONDS_MAX = 120;

    /// The first that is installed; without one the test is skipped.
    static Browser assumeThereIsOne() {
        var found = find();
        assumeTrue(found.isPresent(), "there is no browser here: none of " + NAMES);
        return new Browser(found.orElseThrow());
    }

    private static Optional<Path> find() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The document after the page was loaded and laid out, as HTML, and what the browser had to
    /// say about it.
    record Page(String document, String console) {}

    Page load(Path page, Path folder) throws IOException, InterruptedException {
        var console = folder.resolve("console");
        var document = run(console, folder, "--dump-dom", page.toUri().toString());
        return new Page(document, Files.readString(console));
    }

    /// A picture of it, of so many pixels.
    Path picture(Path page, int width, int height, Path folder)
            throws IOException, InterruptedException {
        var picture = folder.resolve("page.png");
        run(
                folder.resolve("console"),
                folder,
                "--window-size=" + width + "," + height,
                "--screenshot=" + picture,
                page.toUri().toString());
        return picture;
    }

    private String run(Path console, Path folder, String... more)
            throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--headless",
                                "--no-sandbox", // its own needs what a container has not
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + folder.resolve("browser")));
        command.addAll(List.of(more));
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(console.toFile())
                        .start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("the browser does not end: " + Files.readString(console));
        }
        assertThat(process.exitValue()).as(Files.readString(console)).isZero();
        return Files.readString(out);
    }
}
