package dev.bestcode.cli;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.llm.MissingKeyException;
import dev.bestcode.organism.OrganismException;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.WiringException;
import dev.bestcode.security.ProfileProblemsException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// The command `bestcode`; each task of its user is a subcommand, and none of them is a
/// conversation.
@Command(
        name = "bestcode",
        description =
                "An operating system for AI coding agents. Without a command: a conversation.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            InitCommand.class,
            RunCommand.class,
            ResumeCommand.class,
            RewindCommand.class,
            ForkCommand.class,
            SendCommand.class,
            TuiCommand.class,
            RunsCommand.class,
            StopCommand.class,
            ExplainCommand.class,
            ReportCommand.class,
            OrganismCommand.class,
            ApproveCommand.class,
            TrustCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            JournalCommand.class,
            KernelCommand.class,
            PortsCommand.class,
            ToolsCommand.class,
            IndexCommand.class,
            WasmCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            ModelsCommand.class,
            DemoCommand.class
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Examples:",
            "  bestcode demo                          see it work, offline",
            "  bestcode run \"fix the failing test\"    one task, headless"
        })
final class Main implements Callable<Integer> {
    private static final String WORKSPACE = "--workspace";

    @Mixin private SystemOptions system = new SystemOptions();

    /// The exit status of the command line (README).
    static int execute(String... args) {
        speakUtf8();
        var command =
                new CommandLine(new Main())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(Main::explain);
        try {
            command.setDefaultValueProvider(
                    Settings.of(System.getenv(), workspace(args)).defaults());
        } catch (IOException | IllegalArgumentException e) {
            if (!isAboutThem(args)) {
                return say(
                        e instanceof IOException io
                                ? IoSentence.of(io)
                                : String.valueOf(e.getMessage()),
                        ExitCode.CONFIGURATION);
            }
        }
        return command.execute(args);
    }

    /// Settings are read before the arguments, which they are defaults of; so the one option that
    /// says where they lie is looked for by hand.
    private static Path workspace(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(WORKSPACE + "=")) {
                return Path.of(args[i].substring(WORKSPACE.length() + 1));
            }
            if (args[i].equals(WORKSPACE) && i + 1 < args.length) {
                return Path.of(args[i + 1]);
            }
        }
        return Path.of(".");
    }

    /// Whether a command must work while settings are malformed.
    private static boolean isAboutThem(String... args) {
        return args.length > 0
                && (List.of("config", "completion").contains(args[0])
                        || List.of(args).contains("--help")
                        || List.of(args).contains("-h"));
    }

    /// Whatever the locale says, which in containers and pipes is often nothing: paths, code and
    /// JSON
    /// must not lose characters on the way out.
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

    /// Failures of the world end in a sentence and a status; mistakes of the program show their
    /// trace, for the report.
    private static int explain(Exception e, CommandLine command, ParseResult parsed) {
        return switch (e) {
            case MissingKeyException missing -> say(missing, ExitCode.CONFIGURATION);
            case OrganismException organism -> say(organism, ExitCode.CONFIGURATION);
            case UntrustedException untrusted -> say(untrusted, ExitCode.REFUSED);
            case ProfileProblemsException profiles -> say(profiles, ExitCode.CONFIGURATION);
            case WiringException wiring -> say(wiring, ExitCode.CONFIGURATION);
            case KernelException kernel -> say(kernel, ExitCode.KERNEL);
            case ControlException control -> say(control, ExitCode.KERNEL);
            case IllegalArgumentException wrong -> say(wrong, ExitCode.CONFIGURATION);
            case UncheckedIOException place -> say(IoSentence.of(place), ExitCode.CONFIGURATION);
            case IOException io ->
                    say(
                            IoSentence.of(io),
                            IoSentence.isAboutAName(io) ? ExitCode.CONFIGURATION : ExitCode.FAILED);
            default -> {
                e.printStackTrace(command.getErr());
                yield ExitCode.FAILED;
            }
        };
    }

    private static int say(Exception e, int code) {
        return say(String.valueOf(e.getMessage()), code);
    }

    private static int say(String sentence, int code) {
        System.err.println(Printable.of(sentence));
        return code;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Launch.versionLine()};
        }
    }
}
