package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Another process: opens the kernel in a directory for each line it is sent, closes it again, and
/// says `opened` or why it could not.
final class OpenChild {
    private OpenChild() {}

    public static void main(String[] args) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var name = in.readLine(); name != null; name = in.readLine()) {
            System.out.println(open(Path.of(name)));
        }
    }

    private static String open(Path directory) {
        try (var kernel = Fixtures.open(FileStorage.at(directory))) {
            return "opened at LSN " + kernel.state().lsn();
        } catch (KernelException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
