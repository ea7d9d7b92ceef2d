package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelLockedException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/// A process that does to the lock of a directory what it is told, a line at a time, and answers
/// with one line each: `lock` becomes the owner, `holder` asks who is.
final class LockChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    private LockChild(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    public static void main(String[] args) throws IOException {
        var directory = Path.of(args[0]);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var order = in.readLine(); order != null; order = in.readLine()) {
            System.out.println(
                    order.equals("lock")
                            ? lock(directory)
                            : FileStorage.holder(directory).orElse("nobody"));
        }
    }

    private static String lock(Path directory) throws IOException {
        try {
            FileStorage.at(directory).lock();
            return "locked";
        } catch (KernelLockedException e) {
            return "refused: " + e.getMessage();
        }
    }

    static LockChild start(Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new LockChild(
                new ProcessBuilder(
                                java.toString(),
                                "-cp",
                                classPath,
                                LockChild.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    long pid() {
        return process.pid();
    }

    String tell(String order) throws IOException {
        orders.println(order);
        return Objects.requireNonNullElse(answers.readLine(), "no answer");
    }

    /// SIGKILL, so that it has no chance to give anything back.
    void kill() {
        process.destroyForcibly();
        Uninterruptibly.run(process::waitFor);
    }

    @Override
    public void close() {
        kill();
    }
}
