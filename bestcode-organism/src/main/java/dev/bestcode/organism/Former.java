package dev.bestcode.organism;

import java.util.Map;
import java.util.Optional;

/// Words that other formats of this kind have, and keys that stand in the wrong block: what to
/// write in their place. A guess by spelling would mislead there.
final class Former {
    private static final Map<String, String> KEYS =
            Map.ofEntries(
                    Map.entry("tools", "the listeners that an agent may send to are its 'peers'"),
                    Map.entry("is_agent", "write 'agent: {prompt: …}'"),
                    Map.entry(
                            "buffer",
                            "an organism that is called as a tool has 'handler: organism' and the"
                                    + " key 'callable'"),
                    Map.entry("max_agentic_iterations", "write 'max_iterations'"),
                    Map.entry("timeout_secs", "write 'budget: {minutes: …}'"),
                    Map.entry("max_concurrency", "write 'concurrency'"),
                    Map.entry("kv-store", "there is no key-value store; grant a folder"),
                    Map.entry("kv", "there is no key-value store; grant a folder"),
                    Map.entry("trigger", "there are no triggers; let a timer start 'bestcode run'"),
                    Map.entry("onboarding", "there are no scripts for a start"));

    private static final Map<String, String> WORDS =
            Map.of(
                    "handler buffer", "write 'handler: organism' with the key 'callable'",
                    "handler python", "make it a component, with 'handler: wasm'",
                    "handler trigger", "there are no triggers; let a timer start 'bestcode run'",
                    "protocol ssh", "write 'tcp'",
                    "protocol ws", "write 'http'",
                    "protocol wss", "write 'https'");

    private Former() {}

    /// @return what to do about a key that the block does not have
    static Optional<String> key(Shape.Block block, String name) {
        var inside = block.keys().stream().filter(key -> holds(key.shape(), name)).findFirst();
        if (inside.isPresent()) {
            return inside.map(key -> "it belongs into '" + key.name() + "'");
        }
        if (block.equals(Vocabulary.IMPORTED) && Vocabulary.FILE.names().contains(name)) {
            return Optional.of("only the file that is read first has it");
        }
        return Optional.ofNullable(KEYS.get(name));
    }

    /// @return what to do about a word that is not among those allowed
    static Optional<String> word(String noun, String word) {
        return Optional.ofNullable(WORDS.get(noun + " " + word));
    }

    private static boolean holds(Shape shape, String name) {
        return shape instanceof Shape.Block inner && inner.names().contains(name);
    }
}
