package dev.bestcode.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a command can be told without a flag.
enum Setting {
    MODEL(true, "model id, opus, sonnet, haiku, or provider/model"),
    EFFORT(true, "how hard the model thinks"),
    SMALL_MODEL(false, "model for sentences of folds and forms"),
    PROFILE(false, "whose rights a run has"),
    BASE_URL(false, "where the model's provider is"),
    MODEL_FIRST_BYTE(false, "seconds until a model's answer begins"),
    MODEL_IDLE(false, "seconds between two pieces of it"),
    MODEL_TOTAL(false, "seconds for all of it"),
    MODEL_RETRIES(false, "how often a model is asked again"),
    PRICES(false, "file of prices of your own"),
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
        if (value.isBlank()) {
            return Optional.of(
                    "%1$s needs a value; 'bestcode config set %1$s' takes it out".formatted(key()));
        }
        return switch (this) {
            case MODEL, SMALL_MODEL, PROFILE, PRICES -> Optional.empty();
            case EFFORT -> EffortOption.problem(value).map(wrong -> key() + " is " + wrong);
            case BASE_URL -> ModelAddress.of(value).problem();
            case DATA_DIR ->
                    Path.of(value).isAbsolute()
                            ? Optional.empty()
                            : Optional.of(
                                    "data_dir is '%s'; a whole path is needed, which is the same in every directory"
                                            .formatted(value));
            case MAX_ITERATIONS -> problem(value, WholeNumber.UP_TO_NINE_DIGITS);
            case MODEL_RETRIES -> problem(value, WholeNumber.RETRIES);
            case MODEL_FIRST_BYTE, MODEL_IDLE, MODEL_TOTAL -> problem(value, WholeNumber.SECONDS);
        };
    }

    private Optional<String> problem(String value, WholeNumber range) {
        return range.problem(value).map(wanted -> "%s is '%s'; %s".formatted(key(), value, wanted));
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
