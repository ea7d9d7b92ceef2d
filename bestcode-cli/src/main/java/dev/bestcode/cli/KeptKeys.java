package dev.bestcode.cli;

import dev.bestcode.security.UserKeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// The user's keys beside those of the environment. A file of keys that cannot be used is a matter
/// of configuration, whatever is wrong with it.
final class KeptKeys {
    private KeptKeys() {}

    static Map<String, String> completing(Map<String, String> environment) {
        try {
            return UserKeys.of(environment).completing(environment);
        } catch (IOException e) {
            throw new UncheckedIOException(IoSentence.of(e), e);
        }
    }

    /// @param workspace that must not hold them
    static Map<String, String> completing(Map<String, String> environment, Path workspace) {
        try {
            return UserKeys.of(environment).completing(environment, workspace);
        } catch (IOException e) {
            throw new UncheckedIOException(IoSentence.of(e), e);
        }
    }
}
