package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode runs diff`: where two runs part, and what each did to files since.
@Command(
        name = "diff",
        description = "Show where two runs part, and what each changed in files since.",
        footer = {
            "",
            "What was said is compared in order: tasks, answers, results of calls; ids of",
            "calls do not count. Status: 0 the same was said, 1 not. A process that works",
            "on either is not disturbed.",
            "",
            "Example:",
            "  bestcode runs diff r-4f0q1x8z2k r-9m3c7v5b1n"
        })
final class RunsDiffCommand implements Callable<Integer> {
    private static final int SHOWN_CHARS = 400;

    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "As 'bestcode runs' lists it.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another one.")
    private String other = "";

    @Override
    public Integer call() throws IOException {
        try {
            var one = words(new RunId(run));
            var two = words(new RunId(other));
            int shared = one.shares(two);
            boolean same = shared == one.said().size() && shared == two.said().size();
            output.lines()
                    .line(
                            "%,d pages are the same in both".formatted(shared),
                            JsonObject.builder().put("shared", shared).put("same", same).build());
            if (!same) {
                show(one, shared);
                show(two, shared);
            }
            return same ? ExitCode.OK : ExitCode.FAILED;
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private RunWords words(RunId id) throws IOException {
        return RunFiles.of(id, state).read((found, content) -> RunWords.of(found, content, id));
    }

    private void show(RunWords words, int shared) {
        var changes = words.changedSince(shared);
        var json = JsonObject.builder().put("run", words.run().value());
        var text = new StringBuilder("run " + words.run());
        if (shared < words.said().size()) {
            var next = words.said().get(shared);
            json.put("page", next.number()).put("tag", next.tag()).put("said", next.what());
            text.append(
                    ", page %d, %s:%n  %s"
                            .formatted(
                                    next.number(),
                                    next.tag(),
                                    Printable.line(next.what(), SHOWN_CHARS)));
        } else {
            text.append(" ends here");
        }
        changes.forEach(change -> text.append("\n  ").append(ChangesText.line(change)));
        output.lines()
                .line(text.toString(), json.put("changes", ChangesText.json(changes)).build());
    }
}
