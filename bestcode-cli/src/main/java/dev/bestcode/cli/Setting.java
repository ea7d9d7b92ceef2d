package dev.bestcode.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a command can be told without a flag.
enum Setting {
    MODEL(true, "model id, opus, sonnet, haiku, or provider/model"),
    SMALL_MODEL(false, "model for sentences of folds and forms"),
    PROFILE(false, "whose rights a run has"),
    BASE_URL(false, "where the model's provider is"),
    MAX_ITERATIONS(false, "model calls allowed for a task"),
    DATA_DIR(false, "where state is kept");

    /// Whether a project may say it too. All else is authority, or a place: a project's own file
    /// must not choose where the user's key is sent.
    final boolean project;

    final String description;

    Setting(boolean project, String description) {
        this.project = project;
        this.description = description;
    }

    /// Its name in the environment.
    String variable() {
        return "BESTCODE_" + name();
    }

    /// Its name in a file.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The option that says the same.
    String flag() {
        return "--" + key().replace('_', '-');
    }

    /// What is wrong with a value.
    Optional<String> problem(String value) {
        return this == MAX_ITERATIONS && !value.matches("[0-9]{1,9}")
                ? Optional.of("%s is '%s'; a whole number is wanted".formatted(key(), value))
                : Optional.empty();
    }

    /// The names of all, for people.
    static String keys() {
        return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
    }

    static Optional<Setting> of(String key) {
        for (var setting : values()) {
            if (setting.key().equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
