package dev.bestcode.cli;

import dev.bestcode.security.UserKeys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode config key`: keeps a provider's key in a file that only its user may read.
@Command(
        name = "key",
        description = "Keep a provider's key in a file that only you may read, or remove it.",
        footer = {
            "",
            "It is typed hidden, or comes as the first line of standard input; never as an",
            "argument, which others could see.",
            "",
            "Examples:",
            "  bestcode config key anthropic",
            "  pass show anthropic | bestcode config key anthropic",
            "  bestcode config key --remove anthropic"
        })
final class ConfigKeyCommand implements Callable<Integer> {
    /// Names of its providers, and of their keys in the environment.
    enum Provider {
        anthropic("ANTHROPIC_API_KEY"),
        openai("OPENAI_API_KEY");

        final String variable;

        Provider(String variable) {
            this.variable = variable;
        }
    }

    private static final int KEY_CHARS_MAX = 4_096;

    @Mixin HelpOption help = new HelpOption();

    @Parameters(paramLabel = "PROVIDER", description = "anthropic or openai.")
    private Provider provider = Provider.anthropic;

    @Option(names = "--remove", description = "Remove it.")
    private boolean remove;

    @Override
    public Integer call() throws IOException {
        var keys = UserKeys.of(System.getenv());
        if (remove) {
            System.out.println(
                    keys.remove(provider.variable)
                            ? "Removed from %s.".formatted(keys.path())
                            : "There was none in %s.".formatted(keys.path()));
            return ExitCode.OK;
        }
        keys.put(provider.variable, typed().strip());
        System.out.println("Kept in %s.".formatted(keys.path()));
        return ExitCode.OK;
    }

    private String typed() throws IOException {
        var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isPresent()) {
            var typed = console.get().readPassword("Key of %s: ", provider);
            return typed == null ? "" : new String(typed);
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == KEY_CHARS_MAX) {
                throw help.wrong("The first line is longer than any key.");
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
