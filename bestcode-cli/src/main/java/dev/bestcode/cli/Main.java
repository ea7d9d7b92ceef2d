package dev.bestcode.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// The command `bestcode`; each task of its user is a subcommand, and none of them is a
/// conversation.
@Command(
        name = "bestcode",
        description =
                "An operating system for AI coding agents. Without a command: a conversation.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        customSynopsis = "bestcode [OPTIONS] [COMMAND]",
        footer = {
            "",
            "'bestcode COMMAND --help' explains one, with examples. To begin with:",
            "  bestcode demo                          see it work, offline",
            "  bestcode run \"fix the failing test\"    one task, headless"
        })
final class Main implements Callable<Integer> {
    @Mixin private SystemOptions system = new SystemOptions();

    /// The exit status of the command line (README).
    static int execute(String... words) {
        speakUtf8();
        var args = withHelpBehind(words);
        var command = commandLine(args);
        try {
            command.setDefaultValueProvider(
                    Settings.of(System.getenv(), workspace(args)).defaults());
        } catch (IOException | IllegalArgumentException e) {
            if (!worksWithoutThem(args)) {
                return FailureSentence.say(
                        e instanceof IOException io
                                ? IoSentence.of(io)
                                : String.valueOf(e.getMessage()),
                        ExitCode.CONFIGURATION);
            }
        }
        return command.execute(args);
    }

    /// `help COMMAND` is how much else is asked for its help.
    private static String[] withHelpBehind(String... words) {
        if (words.length == 0 || !words[0].equals("help")) {
            return words;
        }
        var args = Arrays.copyOfRange(words, 1, words.length + 1);
        args[words.length - 1] = "--help";
        return args;
    }

    /// @param args what is not asked for by them need not be there
    static CommandLine commandLine(String... args) {
        var root = new CommandLine(new Main());
        Commands.addTo(root, args);
        HelpPage.on(root);
        // Lambdas, for a reference would load the sentences, and what they are about, at each
        // start.
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, words) -> FailureSentence.misused(e, words))
                .setExecutionExceptionHandler((e, it, _) -> FailureSentence.explain(e, it));
    }

    /// Settings are read before the arguments, which they are defaults of; so the one option that
    /// says where they lie is looked for by hand.
    private static Path workspace(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(StateOptions.WORKSPACE + "=")) {
                return Path.of(args[i].substring(StateOptions.WORKSPACE.length() + 1));
            }
            if (args[i].equals(StateOptions.WORKSPACE) && i + 1 < args.length) {
                return Path.of(args[i + 1]);
            }
        }
        return Path.of(".");
    }

    /// Whether a command must work while settings cannot be used, or uses none. An editor's
    /// sessions each have those of their own workspace.
    private static boolean worksWithoutThem(String... args) {
        return args.length > 0
                && (List.of("config", "completion", "acp", "demo", "doctor").contains(args[0])
                        || Stream.of("--help", "-h", "--version", "-V")
                                .anyMatch(List.of(args)::contains));
    }

    /// Whatever the locale says, which in containers and pipes is often nothing: paths, code and
    /// JSON must not lose characters on the way out.
    private static void speakUtf8() {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        var bytes = new BufferedOutputStream(new FileOutputStream(descriptor));
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return Repl.talk(system, System.getenv());
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Launch.versionLine()};
        }
    }
}
