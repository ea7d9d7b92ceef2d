package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jline.builtins.ScreenTerminal;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The program at a pseudo-terminal, made by `script`, and what a terminal shows of what it writes.
/// The emulator is JLine's; ours has no part in it.
final class AtTerminal implements AutoCloseable {
    static final int COLUMNS = 80;
    static final int ROWS = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Which of them stand is the machine's, and so is the room for what follows.
    private static final String WALLS =
            "(all walls|no walls|\\d of \\d walls|walls, but [a-z, ]+)[^\n]*";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder written = new StringBuilder();
    private final ScreenTerminal screen;
    private final Process process;
    private final OutputStream keys;
    private final Path folder;
    private int columns;
    private int rows;
    private boolean ended;

    private AtTerminal(Process process, Path folder, int columns, int rows) {
        this.screen = new ScreenTerminal(columns, rows);
        this.columns = columns;
        this.rows = rows;
        this.process = process;
        this.keys = process.getOutputStream();
        this.folder = folder;
        Thread.ofPlatform().daemon().name("terminal").start(this::read);
    }

    static void assumeThereIsOne() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script"))
                        && Files.isExecutable(Path.of("/bin/stty")),
                "there is no /usr/bin/script to make a pseudo-terminal with");
    }

    static AtTerminal start(BestCodeProcess program) throws IOException {
        return start(program, COLUMNS, ROWS);
    }

    static AtTerminal start(BestCodeProcess program, int columns, int rows) throws IOException {
        var folder = Files.createTempDirectory("bestcode-terminal-");
        var command = new StringBuilder();
        program.command().forEach(word -> command.append(quoted(word)).append(' '));
        var text =
                // Who puts a terminal back after a kill does so a moment later.
                """
                trap : INT
                stty cols %d rows %d
                tty > tty
                stty -a > before
                (cd %s && exec sh -c 'echo $$ > "$0"; exec "$@"' %s %s)
                echo $? > status
                tries=0
                until stty -a | cmp -s - before || [ $tries = 200 ]; do tries=$((tries + 1)); sleep 0.05; done
                stty -a > after
                """
                        .formatted(
                                columns,
                                rows,
                                quoted(program.directory().toAbsolutePath().toString()),
                                quoted(folder.resolve("pid").toString()),
                                command);
        Files.writeString(folder.resolve("program.sh"), text);
        var builder =
                new ProcessBuilder("/usr/bin/script", "-qfc", "/bin/sh program.sh", "/dev/null")
                        .directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        builder.environment().putIfAbsent("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/sh");
        return new AtTerminal(builder.start(), folder, columns, rows);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private void read() {
        try (var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            show(out);
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

    private void show(Reader out) throws IOException {
        var buffer = new char[4_096];
        for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
            var text = new String(buffer, 0, count);
            lock.lock();
            try {
                written.append(text);
                screen.write(text);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            var answer = screen.read(); // where the caret is, and the like
            if (!answer.isEmpty()) {
                type(answer);
            }
        }
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    void resize(int newColumns, int newRows) throws IOException, InterruptedException {
        lock.lock();
        try {
            columns = newColumns;
            rows = newRows;
            screen.setSize(columns, rows);
        } finally {
            lock.unlock();
        }
        new ProcessBuilder("stty", "-F", file("tty"), "cols", "" + columns, "rows", "" + rows)
                .start()
                .waitFor();
    }

    /// The screen once it has a text.
    String await(String text) throws InterruptedException {
        return await(screen -> screen.contains(text), "with '" + text + "'");
    }

    String await(Predicate<String> wish, String what) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!isWhole() || !wish.test(text())) {
                if (left <= 0 || ended) {
                    throw new AssertionError("no screen " + what + "; it stays at:\n" + text());
                }
                left = changed.awaitNanos(left);
            }
            return text();
        } finally {
            lock.unlock();
        }
    }

    /// Whether no update is under way that is to be seen as one.
    private boolean isWhole() {
        return written.lastIndexOf("\033[?2026h") <= written.lastIndexOf("\033[?2026l");
    }

    /// Wait until the screen is as expected, run ids, the workspace's place and the number of walls
    /// aside.
    void shows(String expected) throws InterruptedException {
        try {
            await(screen -> plain(screen).equals(expected), "as expected");
        } catch (AssertionError never) {
            assertThat(plain(text())).isEqualTo(expected);
        }
    }

    private static String plain(String screen) {
        return screen.replaceAll("r-[0-9a-z]{10}", "r-0123456789")
                .replaceAll("/[^ ]*/workspace", "/…/workspace")
                .replaceAll(WALLS, "some walls")
                .stripTrailing()
                .concat("\n");
    }

    private String text() {
        lock.lock();
        try {
            var cells = new long[columns * rows];
            screen.dump(cells, 0, 0, rows, columns, new int[2]);
            var text = new StringBuilder();
            for (int y = 0; y < rows; y++) {
                var line = new StringBuilder();
                for (int x = 0; x < columns; x++) {
                    int letter = (int) cells[y * columns + x];
                    if (letter != 0) {
                        line.appendCodePoint(letter);
                    }
                }
                text.append(line.toString().stripTrailing()).append('\n');
            }
            return text.toString();
        } finally {
            lock.unlock();
        }
    }

    /// Everything that was written so far.
    String written() {
        lock.lock();
        try {
            return written.toString();
        } finally {
            lock.unlock();
        }
    }

    long pid() throws IOException {
        return Long.parseLong(file("pid"));
    }

    /// Wait for the end.
    /// @return the program's status
    int end() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; it shows:\n" + text());
        }
        lock.lock();
        try {
            while (!ended) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        return Integer.parseInt(file("status"));
    }

    /// After the end: the line, the caret, the mouse and the screen are as they were.
    void assertRestored() throws IOException {
        assertThat(file("after")).isEqualTo(file("before"));
        for (var mode : new String[] {"?1049", "?1000", "?1006", "?2004", "?1"}) {
            assertThat(isOn(mode)).as("mode %s", mode).isFalse();
        }
        assertThat(written().lastIndexOf("\u001b[?25l"))
                .as("the caret is shown")
                .isLessThanOrEqualTo(written().lastIndexOf("\u001b[?25h"));
    }

    private boolean isOn(String mode) {
        var all = written();
        return all.lastIndexOf("\u001b[" + mode + "h") > all.lastIndexOf("\u001b[" + mode + "l");
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
