package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.BestCode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/// `bestcode fork`: another future for what a run has said so far.
@Command(
        name = "fork",
        description = "Begin a run with what was said in another one; the workspace stays.",
        footer = {
            "With TEXT the fork is given it as its task at once; without, its id is printed.",
            "Examples:",
            "  bestcode fork r-4f0q1x8z2k",
            "  bestcode fork r-4f0q1x8z2k --at 57 --model haiku \"do it without the cache\""
        })
final class ForkCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();
    @Mixin private HeadlessOptions headless = new HeadlessOptions();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    @Parameters(index = "1..*", paramLabel = "TEXT", description = "What the fork is to do.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "MESSAGE",
            description = "Only what was said before this message.")
    private @Nullable Long at;

    @Override
    public Integer call() throws IOException, InterruptedException {
        system.state.requireWorkspace(System.getenv());
        try {
            var id = new RunId(run);
            var place = RunPlace.in(system.state.directory(System.getenv())).of(id);
            var text = String.join(" ", words).strip();
            if (text.isEmpty()) {
                try (var os =
                        system.builderWithoutModel(System.getenv()).stateAt(place.path()).build()) {
                    System.out.println(os.fork(id, before()));
                    return ExitCode.OK;
                }
            }
            var builder = system.builder(System.getenv()).stateAt(place.path());
            return headless.carryOut(builder, os -> begin(os, id, text));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private OptionalLong before() {
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    private Run begin(BestCode os, RunId id, String text) {
        try {
            return os.followUp(os.fork(id, before()), text);
        } catch (IOException e) {
            throw new UncheckedIOException("run " + id + " cannot be forked", e);
        }
    }
}
