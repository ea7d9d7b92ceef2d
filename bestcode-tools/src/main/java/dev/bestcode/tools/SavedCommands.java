package dev.bestcode.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Commands of projects and of the user: a file `NAME.md` for what `/NAME` says. They are read
/// once, so that what was trusted is what is said.
/// @param problems a sentence for each that is not used
public record SavedCommands(List<SavedCommand> all, List<String> problems) {
    public static final SavedCommands NONE = new SavedCommands(List.of(), List.of());

    /// Of all folders; a person remembers fewer.
    private static final int COMMANDS_MAX = 128;

    private static final String ENDING = ".md";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    public SavedCommands {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /// @param folders with the files; of two of one name the first counts
    public static SavedCommands in(List<PromptFolder> folders) {
        var found = new LinkedHashMap<String, SavedCommand>();
        var problems = new ArrayList<String>();
        for (var folder : folders) {
            try {
                for (var entry : folder.entries()) {
                    add(folder, entry, found, problems);
                }
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new SavedCommands(List.copyOf(found.values()), problems);
    }

    private static void add(
            PromptFolder folder,
            Path file,
            Map<String, SavedCommand> found,
            List<String> problems) {
        var fileName = folder.path().relativize(file).toString();
        if (!fileName.endsWith(ENDING)) {
            return;
        }
        try {
            var text = folder.read(file).map(FrontMatter::of);
            var name = fileName.substring(0, fileName.length() - ENDING.length());
            if (text.isEmpty()) {
                return;
            }
            problem(folder, file, name, text.get(), found)
                    .ifPresentOrElse(
                            problems::add,
                            () -> found.put(name, command(folder, file, name, text.get())));
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> problem(
            PromptFolder folder,
            Path file,
            String name,
            FrontMatter text,
            Map<String, SavedCommand> found) {
        var why =
                !NAME.matcher(name).matches()
                        ? "its name may have A-Z a-z 0-9 - _ and 64 of them"
                        : text.body().isEmpty()
                                ? "it says nothing"
                                : found.containsKey(name)
                                        ? found.get(name).shown() + " has that name"
                                        : found.size() >= COMMANDS_MAX
                                                ? "there are %d commands already"
                                                        .formatted(COMMANDS_MAX)
                                                : "";
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of("%s is not used: %s".formatted(folder.name(file), why));
    }

    private static SavedCommand command(
            PromptFolder folder, Path file, String name, FrontMatter text) {
        var body = VisibleText.of(text.body());
        var described = text.values().getOrDefault("description", "");
        var first = body.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return new SavedCommand(
                name,
                Skills.line(described.isBlank() ? first : described),
                body,
                file,
                folder.name(file));
    }

    /// These, and of the others those whose name is not taken.
    public SavedCommands and(SavedCommands others) {
        var both = new ArrayList<>(all);
        var said = new ArrayList<>(problems);
        said.addAll(others.problems);
        for (var command : others.all) {
            named(command.name())
                    .ifPresentOrElse(
                            first ->
                                    said.add(
                                            "%s is not used: %s has that name"
                                                    .formatted(command.shown(), first.shown())),
                            () -> both.add(command));
        }
        return new SavedCommands(both, said);
    }

    public Optional<SavedCommand> named(String name) {
        return all.stream().filter(command -> command.name().equals(name)).findFirst();
    }
}
