package dev.bestcode.cli;

import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.security.UserKeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The user's keys beside those of the environment. A file of keys that cannot be used is a matter
/// of configuration, whatever is wrong with it.
final class KeptKeys {
    private KeptKeys() {}

    static Map<String, String> completing(Map<String, String> environment) {
        try {
            return ofOneProvider(environment, UserKeys.of(environment).completing(environment));
        } catch (IOException e) {
            throw new UncheckedIOException(IoSentence.of(e), e);
        }
    }

    /// @param workspace that must not hold them
    static Map<String, String> completing(Map<String, String> environment, Path workspace) {
        try {
            return ofOneProvider(
                    environment, UserKeys.of(environment).completing(environment, workspace));
        } catch (IOException e) {
            throw new UncheckedIOException(IoSentence.of(e), e);
        }
    }

    /// The environment goes before the file, also where it has a token in place of a key: else the
    /// key would be sent to the gateway that the token is for.
    private static Map<String, String> ofOneProvider(
            Map<String, String> environment, Map<String, String> completed) {
        if (isSet(environment, AnthropicClient.KEY_VARIABLE)
                || !isSet(environment, AnthropicClient.TOKEN_VARIABLE)) {
            return completed;
        }
        var without = new HashMap<>(completed);
        without.remove(AnthropicClient.KEY_VARIABLE);
        return without;
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
