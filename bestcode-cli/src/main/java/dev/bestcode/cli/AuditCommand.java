package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.security.Audit;
import dev.bestcode.security.AuditDiff;
import dev.bestcode.security.AuditedProfile;
import dev.bestcode.security.StandingWalls;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode audit`: what an organism's profiles can reach.
@Command(
        name = "audit",
        description = "Show what each profile can reach, what follows, and what holds it.",
        footer = {
            "",
            "Exit status: 5 when a listener of --forbid can be reached, or when --diff",
            "gains authority.",
            "",
            "Examples:",
            "  bestcode audit",
            "  bestcode audit --profile researcher --forbid command-exec --forbid file-write",
            "  bestcode audit --diff before.yaml after.yaml"
        })
final class AuditCommand implements Callable<Integer> {
    enum Output {
        text,
        json
    }

    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = "--organism",
            paramLabel = "FILE",
            description =
                    "Organism file (default: the workspace's .bestcode/organism.yaml, else the built-in one).")
    private @Nullable Path organism;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The workspace (default: the current directory).")
    private Path workspace = Path.of(".");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Only this profile; may be repeated (default: all).")
    private List<String> profiles = new ArrayList<>();

    @Option(
            names = "--forbid",
            paramLabel = "LISTENER",
            description = "Fail when a profile that is shown reaches it; may be repeated.")
    private List<String> forbidden = new ArrayList<>();

    @Option(
            names = "--diff",
            arity = "2",
            paramLabel = "FILE",
            description =
                    "Show what the second file allows and the first does not, and the reverse.")
    private List<Path> diff = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FORM", description = "text (default) or json.")
    private Output output = Output.text;

    @Override
    public Integer call() throws IOException {
        return diff.isEmpty() ? audit() : compare();
    }

    private int compare() {
        if (diff.size() != 2 || organism != null || !forbidden.isEmpty() || !profiles.isEmpty()) {
            throw help.wrong("--diff takes two files and goes with --output alone.");
        }
        var older = OrganismYaml.read(diff.getFirst());
        var newer = OrganismYaml.read(diff.getLast());
        var changes = AuditDiff.of(older, newer, ProjectOrganism.effects(workspace, older, newer));
        if (output == Output.json) {
            System.out.println(Json.text(changes.toJson()));
        } else {
            changes.gained().forEach(line -> System.out.println("+ " + Printable.of(line)));
            changes.lost().forEach(line -> System.out.println("- " + Printable.of(line)));
            if (changes.isEmpty()) {
                System.out.println("Both allow the same.");
            }
        }
        return changes.gained().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private int audit() throws IOException {
        var project = ProjectOrganism.of(organism, workspace);
        var audit =
                Audit.of(
                        project.organism(),
                        ProjectOrganism.effects(workspace, project.organism()),
                        StandingWalls.here());
        for (var name : forbidden) {
            if (!audit.listeners().contains(name)) {
                throw help.wrong(
                        "--forbid %s: no listener has that name; there are: %s"
                                .formatted(name, String.join(", ", audit.listeners())));
            }
        }
        var shown =
                profiles.isEmpty()
                        ? audit.profiles()
                        : profiles.stream().map(audit::profile).toList();
        var violations = violations(shown);
        if (output == Output.json) {
            System.out.println(Json.text(json(shown, violations)));
        } else {
            shown.forEach(profile -> profile.lines().forEach(AuditCommand::line));
            project.widening(workspace)
                    .forEach(line -> line("+ beyond the built-in profiles, once trusted: " + line));
        }
        violations.forEach(System.err::println);
        return violations.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private List<String> violations(List<AuditedProfile> shown) {
        var violations = new ArrayList<String>();
        for (var profile : shown) {
            forbidden.stream()
                    .filter(profile.reachable()::contains)
                    .map(name -> "profile %s reaches %s".formatted(profile.name(), name))
                    .forEach(violations::add);
        }
        return violations;
    }

    private static JsonObject json(List<AuditedProfile> shown, List<String> violations) {
        return JsonObject.builder()
                .put(
                        "profiles",
                        new JsonArray(
                                List.copyOf(shown.stream().map(AuditedProfile::toJson).toList())))
                .put("forbidden", JsonArray.ofStrings(violations))
                .build();
    }

    private static void line(String text) {
        System.out.println(Printable.of(text));
    }
}
