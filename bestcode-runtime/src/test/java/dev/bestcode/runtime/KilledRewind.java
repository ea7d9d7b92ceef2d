package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.testkit.ForwardingStorage;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A process that goes back in a run, and ends itself by `kill -9` when its log has been written to
/// so many times since, or after so many microseconds. Says `done` if it comes to its end.
final class KilledRewind {
    private final AtomicInteger writes = new AtomicInteger();
    private final int killAt;
    private volatile boolean armed;

    private KilledRewind(int killAt) {
        this.killAt = killAt;
    }

    /// @param args workspace, kernel directory, run, number of the write or 0, microseconds or 0
    public static void main(String[] args) throws Exception {
        new KilledRewind(Integer.parseInt(args[3]))
                .goBack(
                        Path.of(args[0]),
                        Path.of(args[1]),
                        new RunId(args[2]),
                        Long.parseLong(args[4]));
    }

    private void goBack(Path workspace, Path kernel, RunId run, long micros) throws Exception {
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
            os.rewind(run, OptionalLong.empty());
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
