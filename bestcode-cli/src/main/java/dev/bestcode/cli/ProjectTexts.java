package dev.bestcode.cli;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.security.UserDirectory;
import dev.bestcode.tools.PromptFolder;
import dev.bestcode.tools.SavedCommands;
import dev.bestcode.tools.Skills;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The skills and commands of a project or of the user. A project's are in `.bestcode`, or in
/// `.claude`, where other agents look for them too; they count for nothing before the user trusts
/// the workspace.
record ProjectTexts(Skills skills, SavedCommands commands) {
    static final ProjectTexts NONE = new ProjectTexts(Skills.NONE, SavedCommands.NONE);

    private static final String SKILLS = "skills";
    private static final String COMMANDS = "commands";
    private static final List<String> HOMES = List.of(".bestcode", ".claude");

    /// Enough to compare by eye.
    private static final int DIGITS = 12;

    /// @param root the workspace's real path
    static ProjectTexts ofProject(Path root) {
        return new ProjectTexts(
                Skills.in(project(root, SKILLS)), SavedCommands.in(project(root, COMMANDS)));
    }

    private static List<PromptFolder> project(Path root, String kind) {
        return HOMES.stream().map(home -> PromptFolder.ofProject(root, home + "/" + kind)).toList();
    }

    /// Those beside the user's settings; none where those lie in the workspace.
    static ProjectTexts ofUser(Map<String, String> environment, Path workspace) {
        var directory = UserDirectory.of(environment);
        if (UserDirectory.problem(directory, workspace).isPresent()) {
            return NONE;
        }
        return new ProjectTexts(
                Skills.in(List.of(PromptFolder.ofUser(directory.resolve(SKILLS)))),
                SavedCommands.in(List.of(PromptFolder.ofUser(directory.resolve(COMMANDS)))));
    }

    /// These, and of the others those whose name is not taken.
    ProjectTexts and(ProjectTexts others) {
        return new ProjectTexts(skills.and(others.skills), commands.and(others.commands));
    }

    boolean isEmpty() {
        return skills.all().isEmpty() && commands.all().isEmpty();
    }

    /// A sentence for each that is not used, a command that nobody could say among them.
    List<String> problems() {
        var taken =
                commands.all().stream()
                        .filter(command -> ReplCommand.of("/" + command.name()).isPresent())
                        .map(
                                command ->
                                        "%s is not used: /%s is a command of BestCode itself"
                                                .formatted(command.shown(), command.name()));
        return Stream.of(skills.problems().stream(), commands.problems().stream(), taken)
                .flatMap(lines -> lines)
                .toList();
    }

    /// How many there are of each, where there are any.
    String count() {
        return Stream.of(
                        count(skills.all().size(), "skill"),
                        count(commands.all().size(), "command"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    private static String count(int number, String noun) {
        return number == 0 ? "" : number + " " + noun + (number == 1 ? "" : "s");
    }

    /// The files that they stand in.
    List<Path> files() {
        var files = new LinkedHashSet<Path>();
        skills.all().forEach(skill -> files.add(skill.file()));
        commands.all().forEach(command -> files.add(command.file()));
        return List.copyOf(files);
    }

    /// What a person is shown before they trust them, a line each.
    /// @param digests of the project's files, by name
    List<String> lines(Map<String, Sha256> digests) {
        var lines = new ArrayList<String>();
        skills.all()
                .forEach(
                        skill ->
                                lines.add(
                                        "skill %s: %s"
                                                .formatted(
                                                        skill.name(),
                                                        file(skill.shown(), digests))));
        commands.all()
                .forEach(
                        command ->
                                lines.add(
                                        "command /%s: %s"
                                                .formatted(
                                                        command.name(),
                                                        file(command.shown(), digests))));
        return lines;
    }

    /// A file with the beginning of its SHA-256.
    static String file(String name, Map<String, Sha256> digests) {
        return name
                + Optional.ofNullable(digests.get(name))
                        .map(sha -> " (SHA-256 %s…)".formatted(sha.hex().substring(0, DIGITS)))
                        .orElse("");
    }
}
