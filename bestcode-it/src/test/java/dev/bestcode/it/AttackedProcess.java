package dev.bestcode.it;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A process that lets every attack happen, begins one more, and stays until it is killed.
final class AttackedProcess {
    private AttackedProcess() {}

    /// @param args base URL, state, file of executions, number of the generated attacks or 0 for
    ///     the published ones, seed
    public static void main(String[] args) throws Exception {
        var attacks = attacks(Integer.parseInt(args[3]), Long.parseLong(args[4]));
        var system = new AttackedSystem(attacks, Path.of(args[2]));
        try (var os = system.open(args[0], Path.of(args[1]), false)) {
            var runs = new LinkedHashMap<String, Run>();
            system.cases().keySet().forEach(id -> runs.put(id, os.submit(Task.of(id, id))));
            for (var run : runs.values()) {
                if (run.await().status() != RunStatus.DONE) {
                    throw new IllegalStateException("a run ended as " + run.await());
                }
            }
            var first = system.first().id();
            os.submit(Task.of(first, ObeyingModel.HANGING + first));
            while (true) {
                LockSupport.park();
            }
        }
    }

    static List<InjectionCase> attacks(int generated, long seed) {
        return generated == 0
                ? InjectionCases.published()
                : InjectionCases.generated(generated, seed);
    }
}
