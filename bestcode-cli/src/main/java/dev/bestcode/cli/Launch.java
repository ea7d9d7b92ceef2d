package dev.bestcode.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Where the JVM enters. Answers `--version` by itself, because loading the command line library
/// costs four times as much as the answer.
public final class Launch {
    /// What the launcher says when it trains its cache; no word of a user's.
    private static final String REHEARSAL = "--rehearse";

    private Launch() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(versionLine());
            return;
        }
        boolean rehearsal = args.length == 1 && args[0].equals(REHEARSAL);
        System.exit(rehearsal ? Rehearsal.play() : Main.execute(args));
    }

    /// The one place of the version is the POM; the build writes it into `version.txt`.
    static String versionLine() {
        try (var text = Launch.class.getResourceAsStream("version.txt")) {
            if (text == null) throw new IllegalStateException("version.txt is not beside Launch");
            return "bestcode " + new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.txt", e);
        }
    }
}
