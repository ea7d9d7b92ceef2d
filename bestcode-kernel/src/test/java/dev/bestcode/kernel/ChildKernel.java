package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Force;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A kernel in a process of its own, which prints the id of each message that was acknowledged.
final class ChildKernel {
    private ChildKernel() {}

    public static void main(String[] args) {
        try (var kernel =
                WalKernel.open(FileStorage.at(Path.of(args[0])), KernelOptions.defaults())) {
            if (kernel.state().lsn() == 0) {
                kernel.commit(List.of(Fixtures.root()), Force.NOW);
            }
            while (true) {
                long id = kernel.state().nextId();
                kernel.commit(List.of(Fixtures.dispatch(id, 1)), Force.NOW);
                System.out.println(id);
            }
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }

    static Process start(Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        classPath,
                        ChildKernel.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
