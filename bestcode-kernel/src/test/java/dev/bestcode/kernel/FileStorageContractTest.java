package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.testkit.KernelStorageContract;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class FileStorageContractTest extends KernelStorageContract {
    @TempDir Path temp;

    @Override
    protected KernelStorage fresh() {
        return FileStorage.at(temp.resolve("state/k0"));
    }
}
