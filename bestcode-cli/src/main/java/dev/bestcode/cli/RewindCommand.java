package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.Rewound;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/// `bestcode rewind`: undoes what was done since a message.
@Command(
        name = "rewind",
        description = "Set the workspace back to what it was, and go on in a new run from there.",
        footer = {
            "",
            "Without --to: undo the run's last task. The run itself stays as it is; the",
            "new one has heard only what was said before. --forward undoes a rewind.",
            "Left as they are: .git, what git ignores and no file tool wrote, files above",
            "16 MiB. What else is left out: docs/going-back.md.",
            "",
            "Examples:",
            "  bestcode rewind r-4f0q1x8z2k",
            "  bestcode rewind r-4f0q1x8z2k --to 57    a number of 'bestcode runs show'",
            "  bestcode rewind r-4f0q1x8z2k --forward"
        })
final class RewindCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private OrganismOptions system = new OrganismOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "MESSAGE",
            description = "Back to before the message of this number.")
    private @Nullable Long to;

    @Option(names = "--forward", description = "Undo the newest rewind of the run.")
    private boolean forward;

    @Override
    public Integer call() throws IOException, InterruptedException {
        system.state.requireWorkspace(System.getenv());
        try {
            if (forward && to != null) {
                throw new IllegalArgumentException("say --to or --forward, not both");
            }
            var id = new RunId(run);
            var place = RunPlace.in(system.state.directory(System.getenv())).of(id);
            try (var os =
                    system.builderWithoutModel(System.getenv()).stateAt(place.path()).build()) {
                return show(id, goBack(os, id));
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Rewound goBack(BestCode os, RunId id) throws IOException, InterruptedException {
        if (forward) {
            return os.forward(id);
        }
        return os.rewind(id, to == null ? OptionalLong.empty() : OptionalLong.of(to));
    }

    private int show(RunId id, Rewound done) {
        if (output.chosen() == ListOutput.json) {
            System.out.println(Json.text(json(id, done)));
        } else {
            text(id, done);
        }
        done.problems()
                .forEach(problem -> System.err.println("not done: " + Printable.of(problem)));
        return done.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void text(RunId id, Rewound done) {
        done.changes().forEach(change -> System.out.println(ChangesText.line(change)));
        if (done.changes().isEmpty()) {
            System.out.println("The workspace is as it was.");
        }
        var next = done.fork().orElse(id);
        System.out.printf("run %s goes on from there: bestcode resume %s \"…\"%n", next, next);
    }

    private static JsonObject json(RunId id, Rewound done) {
        return JsonObject.builder()
                .put("run", id.value())
                .put("next", done.fork().orElse(id).value())
                .put("changes", ChangesText.json(done.changes()))
                .put("problems", JsonArray.ofStrings(done.problems()))
                .build();
    }
}
