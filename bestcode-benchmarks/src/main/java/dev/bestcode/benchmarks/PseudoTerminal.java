package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program at a terminal that nobody looks at, made by `script`. What the program writes is
/// counted, by the marks of synchronized updates in frames.
final class PseudoTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    /// What was written so far.
    /// @param largest bytes of the largest frame
    record Written(long bytes, long frames, long largest) {}

    private final Process script;
    private final OutputStream keys;
    private final Path pid;
    private final FrameCount count = new FrameCount();

    private PseudoTerminal(Process script, Path pid) {
        this.script = script;
        this.keys = script.getOutputStream();
        this.pid = pid;
        Thread.ofPlatform().daemon().name("terminal").start(this::read);
    }

    /// @param folder for what it needs
    static PseudoTerminal start(
            List<String> command,
            Map<String, String> environment,
            Path workspace,
            Path folder,
            int columns,
            int rows) {
        var pid = folder.resolve("pid");
        var program = folder.resolve("program.sh");
        var words = new StringBuilder("sh '" + program + "'");
        command.forEach(word -> words.append(" '").append(word).append('\''));
        var text =
                """
                stty cols %d rows %d
                echo $$ > '%s'
                exec "$@"
                """
                        .formatted(columns, rows, pid);
        try {
            Files.writeString(program, text);
            var builder =
                    new ProcessBuilder("script", "-qfc", words.toString(), "/dev/null")
                            .directory(workspace.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("TERM", "xterm-256color");
            builder.environment().put("SHELL", "/bin/sh");
            return new PseudoTerminal(builder.start(), pid);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make a terminal; 'script' of util-linux does that", e);
        }
    }

    private void read() {
        var buffer = new byte[8_192];
        try (InputStream out = script.getInputStream()) {
            for (int size = out.read(buffer); size >= 0; size = out.read(buffer)) {
                count.add(buffer, size);
            }
        } catch (IOException gone) {
            // It has ended.
        }
    }

    void type(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the program at the terminal has ended", e);
        }
    }

    Written written() {
        return count.written();
    }

    /// The program's own process.
    long pid() {
        try {
            return Long.parseLong(Files.readString(pid).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the program at the terminal did not start", e);
        }
    }

    /// Wait until nothing has been written for so long.
    void awaitQuiet(Duration quiet) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        long bytes = -1;
        for (long since = System.nanoTime();
                System.nanoTime() - since < quiet.toNanos() || bytes == 0; ) {
            if (System.nanoTime() > until || !script.isAlive()) {
                throw new IllegalStateException("the program at the terminal is never quiet");
            }
            long now = written().bytes();
            if (now != bytes) {
                bytes = now;
                since = System.nanoTime();
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /// Wait for the program's end.
    void awaitEnd() throws InterruptedException {
        if (!script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program at the terminal does not end");
        }
    }

    @Override
    public void close() {
        script.destroy();
    }
}
