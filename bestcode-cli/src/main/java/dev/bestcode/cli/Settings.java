package dev.bestcode.cli;

import dev.bestcode.security.ProjectFiles;
import dev.bestcode.security.UserDirectory;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.OptionSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is set without flags, the first that says something: the environment, the project's
/// `.bestcode/config.yaml`, the user's `config.yaml`.
/// @param ownModel that the environment or the user's file names; empty text for none
/// @param userFile where the user says it
record Settings(Map<Setting, Found> found, String ownModel, Path userFile) {
    /// @param source where it is said, for people
    record Found(String value, String source) {}

    /// @throws IllegalArgumentException when a file is malformed, or says what it may not, or when
    ///     the user's lies in the workspace
    static Settings of(Map<String, String> environment, Path workspace) throws IOException {
        var user = userFile(environment);
        var project = projectFile(workspace);
        var found = new EnumMap<Setting, Found>(Setting.class);
        for (var setting : Setting.values()) {
            variable(environment, setting).ifPresent(value -> found.put(setting, value));
        }
        var problem = UserDirectory.problem(user.resolveSibling(""), workspace);
        if (problem.isPresent() && Files.exists(user)) {
            throw new IllegalArgumentException(problem.get());
        }
        var own = new SettingsFile(user, false).read();
        var ownModel =
                Optional.ofNullable(found.get(Setting.MODEL))
                        .map(Found::value)
                        .orElse(own.getOrDefault(Setting.MODEL, ""));
        add(found, new SettingsFile(project, true).read(), project);
        add(found, own, user);
        return new Settings(found, ownModel, user);
    }

    static Path userFile(Map<String, String> environment) {
        return UserDirectory.of(environment).resolve("config.yaml");
    }

    static Path projectFile(Path workspace) {
        return workspace.resolve(ProjectFiles.FOLDER).resolve("config.yaml");
    }

    private static void add(Map<Setting, Found> found, Map<Setting, String> more, Path file) {
        more.forEach(
                (setting, value) -> found.putIfAbsent(setting, new Found(value, file.toString())));
    }

    private static Optional<Found> variable(Map<String, String> environment, Setting setting) {
        var value = environment.getOrDefault(setting.variable(), "");
        if (value.isBlank()) {
            return Optional.empty();
        }
        var source = "$" + setting.variable();
        var problem = setting.problem(value);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(source + ": " + problem.get());
        }
        return Optional.of(new Found(value, source));
    }

    /// Fills in what no flag says, wherever a command has the option of a setting; one that may be
    /// repeated chooses among many, and what is set must not hide the others. An address that is
    /// set goes with the model that the user has set, not with one that a project chooses: else a
    /// project could choose which key is sent there.
    IDefaultValueProvider defaults() {
        var byFlag =
                found.keySet().stream()
                        .collect(Collectors.toMap(Setting::flag, Function.identity()));
        return argument ->
                argument instanceof OptionSpec option
                                && !option.isMultiValue()
                                && byFlag.containsKey(option.longestName())
                        ? value(byFlag.get(option.longestName())).orElseThrow()
                        : null;
    }

    private Optional<String> value(Setting setting) {
        return Optional.ofNullable(found.get(setting))
                .map(
                        said ->
                                switch (setting) {
                                    case BASE_URL ->
                                            ModelAddress.of(said.value()).orOf(ownModel).toString();
                                    case PRICES -> file(said);
                                    case MODEL,
                                            EFFORT,
                                            SMALL_MODEL,
                                            PROFILE,
                                            MODEL_FIRST_BYTE,
                                            MODEL_IDLE,
                                            MODEL_TOTAL,
                                            MODEL_RETRIES,
                                            MAX_ITERATIONS,
                                            DATA_DIR ->
                                            said.value();
                                });
    }

    /// The user's file names one beside itself: what a workspace holds under that name is not
    /// meant.
    private String file(Found said) {
        return said.source().equals(userFile.toString())
                ? userFile.resolveSibling(said.value()).toString()
                : said.value();
    }
}
