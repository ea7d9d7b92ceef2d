package dev.bestcode.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The skills that agents are told of: a line each in the prompt, and the whole by the tool
/// `skill`. They are read once, so that what was trusted is what is told.
/// @param problems a sentence for each that is not used
public record Skills(List<Skill> all, List<String> problems) {
    public static final Skills NONE = new Skills(List.of(), List.of());

    /// How the lines in a prompt begin.
    public static final String HEAD =
            "Skills tell how certain work is done here. Before such work, load its skill with the"
                    + " tool skill:";

    /// Of all folders; more are a manual.
    static final int SKILLS_MAX = 64;

    /// Of the lines in a prompt, which every request carries.
    static final int LINES_CHARS_MAX = 4_000;

    private static final int LINE_CHARS_MAX = 300;
    private static final int BESIDE_MAX = 50;
    private static final String FILE = "SKILL.md";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    public Skills {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /// @param folders that have a folder `NAME` with a `SKILL.md` for each; of two of one name the
    ///     first counts
    public static Skills in(List<PromptFolder> folders) {
        var found = new LinkedHashMap<String, Skill>();
        var problems = PromptFolder.visit(folders, (folder, entry) -> add(folder, entry, found));
        return new Skills(List.copyOf(found.values()), problems);
    }

    private static void add(PromptFolder folder, Path entry, Map<String, Skill> found)
            throws IOException {
        var file = entry.resolve(FILE);
        var text = folder.isFolder(entry) ? folder.read(file) : Optional.<String>empty();
        if (text.isPresent()) {
            var skill = skill(folder, entry, file, text.get());
            var problem = problem(skill, found);
            if (problem.isPresent()) {
                throw new IOException(problem.get());
            }
            found.put(skill.name(), skill);
        }
    }

    private static Optional<String> problem(Skill skill, Map<String, Skill> found) {
        var first = found.get(skill.name());
        if (first != null) {
            return Optional.of(
                    "%s is not used: %s has that name".formatted(skill.shown(), first.shown()));
        }
        return found.size() >= SKILLS_MAX
                ? Optional.of(
                        "%s is not used: there are %d skills already"
                                .formatted(skill.shown(), SKILLS_MAX))
                : Optional.empty();
    }

    private static Skill skill(PromptFolder folder, Path entry, Path file, String text)
            throws IOException {
        var head = FrontMatter.of(text);
        var folderName = folder.path().relativize(entry).toString();
        var name = Optional.ofNullable(head.values().get("name")).orElse(folderName);
        if (!NAME.matcher(name).matches()) {
            throw new IOException(
                    "%s is not used: its name is '%s'; allowed: up to 64 of A-Z a-z 0-9 - _"
                            .formatted(folder.name(file), Truncation.line(name, 80)));
        }
        var description = line(head.values().getOrDefault("description", ""));
        if (description.isEmpty()) {
            throw new IOException(
                    "%s is not used: its front matter has no description, so nobody would know when"
                                    .formatted(folder.name(file))
                            + " to load it");
        }
        return new Skill(
                name,
                description,
                VisibleText.of(head.body()),
                file,
                folder.name(file),
                folder.ofProject(),
                beside(entry));
    }

    /// On one line, as far as a list may have it.
    static String line(String text) {
        return Truncation.line(
                VisibleText.of(text).strip().replaceAll("\\s+", " "), LINE_CHARS_MAX);
    }

    private static List<String> beside(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.equals(FILE))
                    .limit(BESIDE_MAX)
                    .sorted()
                    .toList();
        }
    }

    /// These, and of the others those whose name is not taken, as far as there may be more.
    public Skills and(Skills others) {
        var both = new LinkedHashMap<String, Skill>();
        var said = new ArrayList<>(problems);
        said.addAll(others.problems);
        all.forEach(skill -> both.put(skill.name(), skill));
        for (var skill : others.all) {
            problem(skill, both).ifPresentOrElse(said::add, () -> both.put(skill.name(), skill));
        }
        return new Skills(List.copyOf(both.values()), said);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<Skill> named(String name) {
        return all.stream().filter(skill -> skill.name().equals(name)).findFirst();
    }

    String names() {
        return all.stream().map(Skill::name).collect(Collectors.joining(", "));
    }

    /// What a prompt says of them; empty text where there are none.
    public String lines() {
        if (all.isEmpty()) {
            return "";
        }
        var lines = new StringBuilder(HEAD);
        int told = 0;
        for (var skill : all) {
            var line = "\n- %s: %s".formatted(skill.name(), skill.description());
            if (lines.length() + line.length() > LINES_CHARS_MAX) {
                break;
            }
            lines.append(line);
            told++;
        }
        return told == all.size()
                ? lines.toString()
                : lines
                        + "\n- and %d more, which the tool names when asked for one that is not there"
                                .formatted(all.size() - told);
    }
}
