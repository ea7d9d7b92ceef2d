package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.ControlClient;
import dev.bestcode.runtime.KernelDirectory;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode resume`: goes on with a run where it stood.
@Command(
        name = "resume",
        description = "Go on with a run that was interrupted, or give an ended one another task.",
        footer = {
            "What changes nothing is done again, changes of files are looked up on the disk;",
            "the model is told that a command's outcome is unknown. A live process goes on.",
            "Examples:",
            "  bestcode resume                        the newest that was interrupted",
            "  bestcode resume r-4f0q1x8z2k \"now the other test too\""
        })
final class ResumeCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();
    @Mixin private HeadlessOptions headless = new HeadlessOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "As 'bestcode runs' lists it (default: the newest).")
    private @Nullable String run;

    @Parameters(index = "1..*", paramLabel = "TEXT", description = "What else is to be done.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        system.state.requireWorkspace(System.getenv());
        try {
            var place = RunPlace.in(system.state.directory(System.getenv()));
            var id = run == null ? place.newestInterrupted() : new RunId(run);
            return goOn(id, place.of(id), String.join(" ", words).strip());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private int goOn(RunId id, KernelDirectory directory, String text)
            throws IOException, InterruptedException {
        var owner = ControlClient.connect(directory.path());
        if (owner.isPresent()) {
            try (var client = owner.get()) {
                headless.sayWhatHasNoEffect();
                return OwnersRun.of(id, directory.path(), client).goOn(text, headless.output);
            }
        }
        var builder = system.builder(System.getenv()).stateAt(directory.path());
        return headless.carryOut(builder, os -> goOn(id, text, os));
    }

    private static Run goOn(RunId id, String text, BestCode os) {
        boolean open =
                os.state()
                        .threads()
                        .ofRun(id)
                        .filter(thread -> thread.status() == ThreadStatus.ACTIVE)
                        .isPresent();
        if (!open && text.isEmpty()) {
            throw new IllegalStateException(
                    "run %s has ended; say what else is to be done: bestcode resume %s \"…\""
                            .formatted(id, id));
        }
        if (!open) {
            return os.followUp(id, text);
        }
        var resumed = os.resume(id);
        return text.isEmpty() ? resumed : os.followUp(id, text);
    }
}
