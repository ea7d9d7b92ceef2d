package dev.bestcode.organism;

import dev.bestcode.api.organism.WasmSpec.Variable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads named values that stand in the file or in a variable of our environment.
final class Variables {
    private Variables() {}

    /// @param noun what one is, for messages
    static Map<String, Variable> read(Scope scope, List<Fields> blocks, String noun) {
        var all = new LinkedHashMap<String, Variable>();
        for (var block : blocks) {
            var value = block.text("value").<Variable>map(Variable.Literal::new);
            var from = block.text("from").<Variable>map(Variable.FromEnvironment::new);
            if (block.has("value") == block.has("from")) {
                scope.report(block.at(), "a " + noun + " has either 'value' or 'from'");
            }
            var key = block.text("key");
            var given = value.or(() -> from);
            if (key.isPresent()
                    && given.isPresent()
                    && all.putIfAbsent(key.get(), given.get()) != null) {
                scope.report(block.at(), noun + " " + Shown.quoted(key.get()) + " is listed twice");
            }
        }
        return all;
    }
}
