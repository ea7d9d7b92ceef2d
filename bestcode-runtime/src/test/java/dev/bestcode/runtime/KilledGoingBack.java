package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.testkit.ForwardingStorage;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A process that rewinds or forks a run, and ends itself by `kill -9` when its log has been
/// written to so many times since, or after so many microseconds. Says `done` if it comes to its
/// end.
final class KilledGoingBack {
    private static final Pattern DONE = Pattern.compile("done (\\d+)");

    private final AtomicInteger writes = new AtomicInteger();
    private final int killAt;
    private volatile boolean armed;

    private KilledGoingBack(int killAt) {
        this.killAt = killAt;
    }

    /// What it does with the run.
    enum Way {
        REWIND,
        FORK
    }

    /// Start one over the workspace and the state of a folder, and wait for its end.
    /// @param write of its log that it is killed at, or 0
    /// @param micros after which it is, or 0
    /// @return how many microseconds it took, if it came to its end
    static OptionalLong run(Path folder, RunId run, Way way, int write, long micros)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledGoingBack.class.getName(),
                                folder.resolve("workspace").toString(),
                                folder.resolve("state/k0").toString(),
                                run.value(),
                                Integer.toString(write),
                                Long.toString(micros),
                                way.name())
                        .redirectErrorStream(true)
                        .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var done = DONE.matcher(out);
        boolean ended = done.find();
        assertThat(ended || process.exitValue() == 137).as(out).isTrue();
        return ended ? OptionalLong.of(Long.parseLong(done.group(1))) : OptionalLong.empty();
    }

    /// Copy a workspace or a state, without the socket of its owner.
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var path : all.toList()) {
                var target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                if (!path.getFileName().toString().startsWith("control")) {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /// @param args workspace, kernel directory, run, number of the write or 0, microseconds or 0,
    ///     and the way
    public static void main(String[] args) throws Exception {
        new KilledGoingBack(Integer.parseInt(args[3]))
                .go(
                        Way.valueOf(args[5]),
                        Path.of(args[0]),
                        Path.of(args[1]),
                        new RunId(args[2]),
                        Long.parseLong(args[4]));
    }

    private void go(Way way, Path workspace, Path kernel, RunId run, long micros) throws Exception {
        try (var os =
                BestCode.builder()
                        .llm(
                                (_, _) -> {
                                    throw new LlmException.Permanent("nobody is to be asked");
                                })
                        .tools(NativeTools.in(Workspace.at(workspace)))
                        .storage(new Killing(FileStorage.at(kernel)))
                        .build()) {
            armed = true;
            if (micros > 0) {
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    LockSupport.parkNanos(micros * 1_000);
                                    kill();
                                });
            }
            long begun = System.nanoTime();
            switch (way) {
                case REWIND -> os.rewind(run, OptionalLong.empty());
                case FORK -> os.fork(run, OptionalLong.empty());
            }
            System.out.println("done " + (System.nanoTime() - begun) / 1_000);
        }
    }

    private static void kill() {
        try {
            var self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-9", self).start();
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        while (true) {
            LockSupport.park();
        }
    }

    private void written() {
        if (armed && writes.incrementAndGet() == killAt) {
            kill();
        }
    }

    private final class Killing extends ForwardingStorage {
        Killing(KernelStorage below) {
            super(below);
        }

        @Override
        public StorageFile open(String path, boolean create) throws IOException {
            var file = super.open(path, create);
            return path.startsWith("log/") && path.endsWith(".log") ? new Log(file) : file;
        }
    }

    private final class Log extends ForwardingStorage.File {
        Log(KernelStorage.StorageFile below) {
            super(below);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            super.write(from, position);
            written();
        }
    }
}
