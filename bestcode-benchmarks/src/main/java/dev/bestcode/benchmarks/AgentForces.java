package dev.bestcode.benchmarks;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

/// How often a turn with one tool waits for stable storage: counted by the storage, as the
/// difference of a longer and a shorter run.
final class AgentForces {
    private static final int FEW = 10;
    private static final int MANY = 40;

    /// Of which the least counts: a log that nobody writes to for 50 ms is forced too.
    private static final int ROUNDS = 3;

    private AgentForces() {}

    static double perTurn(Workload workload, DataFolder folder) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            double forces = forces(workload, folder, MANY) - forces(workload, folder, FEW);
            least = Math.min(least, forces / (MANY - FEW));
        }
        return least;
    }

    private static long forces(Workload workload, DataFolder folder, int turns) {
        var path = folder.folder("kernel");
        var storage = new CountingStorage(FileStorage.at(path));
        try (var model = AgentScenario.reads(turns).model();
                var os =
                        BestCode.builder()
                                .llm(
                                        AnthropicClient.builder()
                                                .baseUrl(model.baseUrl())
                                                .apiKey("benchmark")
                                                .build())
                                .tools(NativeTools.in(Workspace.at(workload.workspace())))
                                .storage(storage)
                                .build()) {
            var result = os.submit(Task.of("coding", "do as you are told")).await();
            if (result.status() != RunStatus.DONE) {
                throw new IllegalStateException(result.status() + ": " + result.text());
            }
            return storage.forces();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while an agent ran", e);
        } finally {
            DataFolder.delete(path);
        }
    }
}
