package dev.bestcode.cli;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.organism.OrganismException;
import dev.bestcode.organism.OrganismProblem;
import dev.bestcode.organism.OrganismYaml;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode organism check`: every problem of a file, at once.
@Command(
        name = "check",
        description = "Check an organism file and everything that it names.",
        footer = {
            "",
            "Every problem is a line FILE:LINE:COLUMN: MESSAGE on standard output. Exit",
            "status 0 when there is none, 3 when there is one. Nothing is started and",
            "nothing is granted.",
            "",
            "Example:",
            "  bestcode organism check .bestcode/organism.yaml"
        })
final class OrganismCheckCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(paramLabel = "FILE", description = "The organism file.")
    private @Nullable Path file;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            defaultValue = ".",
            description =
                    "What the file may name files of, when it lies inside (default: the working directory); else its own directory.")
    private Path project = Path.of(".");

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        if (file == null) {
            throw new IllegalStateException("picocli has not filled in the file");
        }
        var lines = output.lines();
        try {
            var organism = OrganismYaml.open(file, project).organism();
            lines.line(summary(organism), json(organism));
            return ExitCode.OK;
        } catch (OrganismException e) {
            e.problems().forEach(problem -> lines.line(problem.toString(), json(problem)));
            return ExitCode.CONFIGURATION;
        }
    }

    private String summary(Organism organism) {
        return "%s: organism '%s' is well-formed; profiles: %s"
                .formatted(file, organism.name(), String.join(", ", profiles(organism)));
    }

    private static List<String> profiles(Organism organism) {
        return organism.profiles().stream().map(ProfileSpec::name).toList();
    }

    private static JsonObject json(Organism organism) {
        return JsonObject.builder()
                .put("type", "organism")
                .put("name", organism.name())
                .put("listeners", organism.listeners().size())
                .put(
                        "profiles",
                        new JsonArray(
                                profiles(organism).stream()
                                        .<JsonValue>map(JsonString::new)
                                        .toList()))
                .build();
    }

    private static JsonObject json(OrganismProblem problem) {
        var json =
                JsonObject.builder()
                        .put("type", "problem")
                        .put("file", problem.file())
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("message", problem.message());
        problem.suggestion().ifPresent(word -> json.put("suggestion", word));
        return json.build();
    }
}
