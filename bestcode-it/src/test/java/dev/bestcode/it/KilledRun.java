package dev.bestcode.it;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.testkit.ForwardingStorage;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A process that does a task, or goes on with a run, and ends itself by `kill -9` when its log has
/// been written to so many times. Prints how often it was, if it comes to its end.
final class KilledRun {
    private static final String LOG = "log/";

    private final AtomicInteger writes = new AtomicInteger();
    private final int killAt;

    private KilledRun(int killAt) {
        this.killAt = killAt;
    }

    /// @param args base URL, workspace, kernel directory, organism file, number of the write, run
    /// to resume or empty text
    public static void main(String[] args) throws Exception {
        new KilledRun(Integer.parseInt(args[4]))
                .work(args[0], Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), args[5]);
    }

    private void work(String url, Path workspace, Path kernel, Path organism, String run)
            throws Exception {
        try (var os =
                BestCode.builder()
                        .organism(OrganismYaml.read(organism))
                        .llm(AnthropicClient.builder().baseUrl(url).apiKey("key").build())
                        .tools(NativeTools.in(Workspace.at(workspace)))
                        .storage(new Killing(FileStorage.at(kernel)))
                        .approveAll(true)
                        .build()) {
            var begun =
                    run.isEmpty()
                            ? os.submit(Task.of("coding", "do the fifty steps"))
                            : os.resume(new RunId(run));
            begun.await();
        }
        System.out.println(writes.get());
    }

    private void written() {
        if (writes.incrementAndGet() == killAt) {
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
    }

    private final class Killing extends ForwardingStorage {
        Killing(KernelStorage below) {
            super(below);
        }

        @Override
        public StorageFile open(String path, boolean create) throws IOException {
            var file = super.open(path, create);
            return path.startsWith(LOG) && path.endsWith(".log") ? new Log(file) : file;
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
