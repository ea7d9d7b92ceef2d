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
        var problems = PromptFolder.visit(folders, (folder, entry) -> add(folder, entry, found));
        return new SavedCommands(List.copyOf(found.values()), problems);
    }

    private static void add(PromptFolder folder, Path file, Map<String, SavedCommand> found)
            throws IOException {
        var fileName = folder.path().relativize(file).toString();
        if (!fileName.endsWith(ENDING)) {
            return;
        }
        var text = folder.read(file).map(FrontMatter::of);
        if (text.isEmpty()) {
            return;
        }
        var name = fileName.substring(0, fileName.length() - ENDING.length());
        var problem = problem(name, text.get(), found);
        if (problem.isPresent()) {
            throw new IOException("%s is not used: %s".formatted(folder.name(file), problem.get()));
        }
        found.put(name, command(folder, file, name, text.get()));
    }

    private static Optional<String> problem(
            String name, FrontMatter text, Map<String, SavedCommand> found) {
        var first = found.get(name);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("its name may have A-Z a-z 0-9 - _ and 64 of them");
        } else if (text.body().isEmpty()) {
            return Optional.of("it says nothing");
        } else if (first != null) {
            return Optional.of(first.shown() + " has that name");
        }
        return found.size() >= COMMANDS_MAX
                ? Optional.of("there are %d commands already".formatted(COMMANDS_MAX))
                : Optional.empty();
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
