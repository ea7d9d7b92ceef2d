package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sandboxes with more and more walls, for measuring. In the package of what it measures, because
/// leaving walls out is nothing that a user may do.
public final class SandboxLayers {
    private static final List<EnumSet<Layer>> ADDED =
            List.of(
                    EnumSet.of(Layer.SECCOMP),
                    EnumSet.of(Layer.LANDLOCK),
                    EnumSet.of(Layer.LIMITS),
                    EnumSet.of(Layer.NETWORK),
                    EnumSet.of(Layer.USER, Layer.MOUNTS),
                    EnumSet.of(Layer.PROCESSES));

    private SandboxLayers() {}

    /// By the walls that the last one has more than the one before.
    public static Map<String, Sandbox> cumulative(Path workspace, Path folder) {
        var sandboxes = new LinkedHashMap<String, Sandbox>();
        var raised = EnumSet.noneOf(Layer.class);
        for (var added : ADDED) {
            raised.addAll(added);
            var builder =
                    SystemSandbox.around(
                            workspace,
                            folder.resolve(Integer.toString(raised.size())),
                            System.getenv());
            EnumSet.complementOf(raised).forEach(builder::without);
            var words = added.stream().map(Layer::word).toList();
            sandboxes.put("+ " + String.join(", ", words), builder.build());
        }
        return sandboxes;
    }

    /// Remove what was made for measuring.
    public static void remove(Path folder) throws IOException {
        FolderRemoval.remove(folder);
    }
}
