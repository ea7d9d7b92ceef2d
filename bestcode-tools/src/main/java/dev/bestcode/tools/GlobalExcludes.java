package dev.bestcode.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The user's own ignore rules, which git lays beneath those of every repository: the file that
/// `core.excludesFile` names, else `git/ignore` in the configuration folder.
/// @see "gitignore(5); git-config(1), core.excludesFile, FILES"
final class GlobalExcludes {
    /// Settings and rules are pages of text; what is larger is neither.
    private static final int BYTES_MAX = 1024 * 1024;

    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([^\\]]*?)\\s*\\].*");
    private static final Pattern SETTING =
            Pattern.compile("(?i)\\s*excludesfile\\s*=\\s*\"?([^\"#;]*?)\"?\\s*([#;].*)?");

    private GlobalExcludes() {}

    static IgnoreRules of(Map<String, String> environment) {
        var home = path(environment.get("HOME"));
        var settings =
                path(environment.get("XDG_CONFIG_HOME"))
                        .or(() -> home.map(folder -> folder.resolve(".config")))
                        .map(folder -> folder.resolve("git"));
        var named =
                home.flatMap(folder -> excludesFile(folder.resolve(".gitconfig"), folder))
                        .or(
                                () ->
                                        settings.flatMap(
                                                folder ->
                                                        home.flatMap(
                                                                from ->
                                                                        excludesFile(
                                                                                folder.resolve(
                                                                                        "config"),
                                                                                from))));
        return named.or(() -> settings.map(folder -> folder.resolve("ignore")))
                .map(file -> IgnoreRules.NONE.extend(".", lines(file)))
                .orElse(IgnoreRules.NONE);
    }

    private static Optional<Path> path(@org.jspecify.annotations.Nullable String text) {
        try {
            return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<Path> excludesFile(Path settings, Path home) {
        Optional<Path> found = Optional.empty();
        boolean core = false;
        for (var line : lines(settings)) {
            var section = SECTION.matcher(line);
            if (section.matches()) {
                core = section.group(1).equalsIgnoreCase("core");
            } else if (core) {
                var setting = SETTING.matcher(line);
                if (setting.matches()) {
                    var value = setting.group(1);
                    found =
                            value.startsWith("~/")
                                    ? path(home + value.substring(1))
                                    : path(value).map(home::resolve);
                }
            }
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
                return List.of();
            }
            return IgnoreFiles.lines(Files.readString(file).getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            return List.of(); // rules that this user cannot read hide nothing
        }
    }
}
