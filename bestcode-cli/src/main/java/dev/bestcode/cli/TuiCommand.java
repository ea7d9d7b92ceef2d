package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.Console;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode tui`: the Control Room.
@Command(
        name = "tui",
        description = "The Control Room: a full screen to work in, or to watch a run in.",
        footer = {
            "",
            "Examples:",
            "  bestcode tui                    work here",
            "  bestcode tui r-4f0q1x8z2k       watch a run, whichever process it is in",
            "Without a terminal: bestcode run; bestcode journal tail RUN"
        })
final class TuiCommand implements Callable<Integer> {
    enum Colours {
        dark,
        light,
        plain
    }

    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run to watch, or to look back at; 'bestcode runs' lists them.")
    private @Nullable String run;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            defaultValue = "dark",
            description = "dark, light or plain (default: ${DEFAULT-VALUE}; plain with NO_COLOR).")
    private Colours theme = Colours.dark;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            throw help.wrong("The Control Room needs a terminal; without one use 'bestcode run'.");
        }
        if ("dumb".equals(System.getenv("TERM"))) {
            throw help.wrong(
                    "The Control Room cannot draw on this terminal (TERM is dumb); use 'bestcode'.");
        }
        var colours = theme.name().toUpperCase(Locale.ROOT);
        try {
            return run == null
                    ? TuiRoom.work(system, colours)
                    : TuiRoom.watch(system.state, system.prices.table(), new RunId(run), colours);
        } catch (NoClassDefFoundError absent) {
            throw help.wrong(
                    "bestcode-tui is not beside bestcode-cli; install it, or use 'bestcode'.");
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }
}
