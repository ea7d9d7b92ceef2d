package dev.bestcode.tui;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// A program on a pseudo-terminal, made by `script`, and what its screen shows.
final class Pty implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder raw = new StringBuilder();
    private final Process process;
    private final OutputStream keys;
    private final Path folder;
    private FakeTerminal screen;
    private boolean ended;

    private Pty(Process process, Path folder, int columns, int rows) {
        this.process = process;
        this.keys = process.getOutputStream();
        this.folder = folder;
        this.screen = new FakeTerminal(columns, rows);
        Thread.ofPlatform().daemon().start(this::read);
    }

    static boolean exists() {
        return Files.isExecutable(Path.of("/usr/bin/script"))
                && Files.isExecutable(Path.of("/bin/stty"));
    }

    static Pty start(Path folder, String command, int columns, int rows) throws IOException {
        var program =
                """
                stty cols %d rows %d
                tty > tty
                stty -a > before
                %s
                echo $? > status
                looks=0
                until stty -a > after; cmp -s before after || [ $looks -ge 100 ]; do
                    looks=$((looks + 1))
                    sleep 0.1
                done
                echo $looks > waited
                """
                        .formatted(columns, rows, command);
        Files.writeString(folder.resolve("program.sh"), program);
        var process =
                new ProcessBuilder("/usr/bin/script", "-qfc", "/bin/sh program.sh", "/dev/null")
                        .directory(folder.toFile())
                        .start();
        return new Pty(process, folder, columns, rows);
    }

    private void read() {
        try (var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            var buffer = new char[4_096];
            for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
                shown(new String(buffer, 0, count));
            }
        } catch (IOException gone) {
            // It has ended.
        }
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A frame ends with its mark; what is before the last one is whole.
    private void shown(String text) {
        lock.lock();
        try {
            raw.append(text);
            int whole = raw.lastIndexOf("\u001b[?2026l");
            if (whole >= 0) {
                whole += "\u001b[?2026l".length();
                screen.write(raw.substring(0, whole).replaceAll("[\r\n]", ""));
                raw.delete(0, whole);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    void resize(int columns, int rows) throws IOException, InterruptedException {
        lock.lock();
        try {
            screen = new FakeTerminal(columns, rows);
        } finally {
            lock.unlock();
        }
        var tty = Files.readString(folder.resolve("tty")).strip();
        new ProcessBuilder("stty", "-F", tty, "cols", "" + columns, "rows", "" + rows)
                .start()
                .waitFor();
    }

    /// The screen once it is as wished.
    String await(Predicate<String> wish) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!wish.test(screen.text())) {
                if (left <= 0 || ended) {
                    throw new AssertionError("the screen stays at:\n" + screen.text() + raw);
                }
                left = changed.awaitNanos(left);
            }
            return screen.text();
        } finally {
            lock.unlock();
        }
    }

    /// What was written after the last whole frame; waits for the program's end.
    String end() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; it shows:\n" + screen.text());
        }
        lock.lock();
        try {
            while (!ended) {
                changed.await();
            }
            return raw.toString();
        } finally {
            lock.unlock();
        }
    }

    String file(String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
