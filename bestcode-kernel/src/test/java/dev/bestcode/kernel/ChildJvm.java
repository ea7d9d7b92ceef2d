package dev.bestcode.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A small JVM of its own that runs one of these tests' main classes: told what to do and answering
/// a line at a time. It never outlives its `try`.
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final PrintWriter orders;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /// @param options of the JVM, such as `-Xmx24m`
    static ChildJvm start(List<String> options, Class<?> main, Object... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    long pid() {
        return process.pid();
    }

    /// The next line; empty once the process has ended and all has been read.
    Optional<String> line() throws IOException {
        return Optional.ofNullable(lines.readLine());
    }

    /// Read up to a line that begins so.
    /// @return that line
    String await(String start) throws IOException {
        for (var line = line(); line.isPresent(); line = line()) {
            if (line.get().startsWith(start)) {
                return line.get();
            }
        }
        throw new AssertionError("the child ended before it said '" + start + "'");
    }

    void tell(String order) {
        orders.println(order);
    }

    String ask(String order) throws IOException {
        tell(order);
        return line().orElse("no answer");
    }

    /// SIGKILL, and wait for the end. What it printed stays readable, which `Process.destroy` would
    /// not leave.
    void kill() {
        process.toHandle().destroyForcibly();
        Uninterruptibly.run(process::waitFor);
    }

    /// SIGSTOP: on return it does nothing any more.
    void pause() throws Exception {
        signal("-STOP");
        while (!isStopped()) {
            Thread.onSpinWait();
        }
    }

    /// SIGCONT.
    void resume() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        var kill = new ProcessBuilder("kill", name, Long.toString(pid())).inheritIO().start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill " + name + " failed");
        }
    }

    /// Every thread of it has state `T` or is on its way there; the kernel says so of each.
    private boolean isStopped() throws IOException {
        var tasks = Path.of("/proc", Long.toString(pid()), "task");
        try (var threads = Files.list(tasks)) {
            for (var thread : threads.toList()) {
                var stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        kill();
    }
}
