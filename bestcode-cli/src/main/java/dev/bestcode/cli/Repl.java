package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.runtime.BestCode;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The conversation at a terminal: a prompt, the answer while it streams, Ctrl-C to stop a turn.
final class Repl implements AutoCloseable {
    private static final String PROMPT = "› ";
    private static final String PERSON = "person at the terminal";
    private static final String HELP =
            """
            Say what is to be done; follow-ups go on in the same conversation.
              /new    begin a new conversation
              /help   this page
              /quit   leave (Ctrl-D does too)
            Ctrl-C stops the turn under way; the conversation stays valid.
            """;

    private final Terminal terminal;
    private final LineReader reader;
    private final Follower follower = new Follower();
    private final String profile;
    private Optional<Run> conversation = Optional.empty();

    private Repl(Terminal terminal, String profile) {
        this.terminal = terminal;
        this.profile = profile;
        this.reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(plainText())
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
    }

    static Repl at(String profile) throws IOException {
        return new Repl(
                TerminalBuilder.builder()
                        .system(true)
                        .dumb(true)
                        .encoding(StandardCharsets.UTF_8)
                        .stdinEncoding(StandardCharsets.UTF_8)
                        .stdoutEncoding(StandardCharsets.UTF_8)
                        .build(),
                profile);
    }

    /// Talk until the person leaves.
    int talk(BestCode.Builder builder) throws InterruptedException {
        try (var os = builder.events(follower).approver(this::ask).build()) {
            say("BestCode, profile " + profile + ". /help for help.");
            os.walls().lines().forEach(line -> say("bestcode: " + line));
            os.controlProblem().ifPresent(problem -> say("bestcode: " + problem));
            while (true) {
                var line = readLine();
                if (line.isEmpty()) {
                    return ExitCode.OK;
                }
                if (!obey(line.get().strip(), os)) {
                    return ExitCode.OK;
                }
            }
        }
    }

    /// @return whether the conversation goes on
    private boolean obey(String line, BestCode os) throws InterruptedException {
        switch (line) {
            case "" -> {
                // Nothing was said.
            }
            case "/quit", "/exit" -> {
                return false;
            }
            case "/help" -> say(HELP);
            case "/new" -> {
                conversation = Optional.empty();
                say("A new conversation.");
            }
            default -> {
                if (line.startsWith("/")) {
                    say("There is no command " + Printable.of(line) + "; /help lists them.");
                } else {
                    turn(line, os);
                }
            }
        }
        return true;
    }

    private void turn(String text, BestCode os) throws InterruptedException {
        if (conversation.filter(run -> isPruned(run, os)).isPresent()) {
            say("This profile keeps nothing of a finished task; a new conversation begins.");
            conversation = Optional.empty();
        }
        var run =
                conversation.isPresent()
                        ? os.followUp(conversation.get().id(), text)
                        : os.submit(Task.of(profile, text));
        conversation = Optional.of(run);
        var before = terminal.handle(Terminal.Signal.INT, _ -> run.stop());
        try {
            var shown = new TurnView(terminal.writer());
            var result = follower.follow(run, shown::show);
            shown.end(result);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    private static boolean isPruned(Run run, BestCode os) {
        return os.state().runs().get(run.id()).flatMap(RunRow::pruned).isPresent();
    }

    /// Asks on the worker of the waiting call; the main thread only shows events meanwhile.
    private synchronized ApprovalAnswer ask(ApprovalRequest request) {
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            // What is piped in are tasks, not answers to questions nobody sees.
            return ApprovalAnswer.deny("no terminal", "nobody is at a terminal to be asked");
        }
        var question =
                "allow %s %s ? [y]es, [r]un, [a]lways, [N]o "
                        .formatted(request.tool(), CallLines.of(request));
        try {
            return answer(reader.readLine(question).strip());
        } catch (UserInterruptException | EndOfFileException none) {
            return ApprovalAnswer.deny(PERSON, "the person gave no answer");
        }
    }

    private static ApprovalAnswer answer(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> ApprovalAnswer.allow(PERSON, ApprovalScope.ONCE);
            case "r", "run" -> ApprovalAnswer.allow(PERSON, ApprovalScope.RUN);
            case "a", "always" -> ApprovalAnswer.allow(PERSON, ApprovalScope.ALWAYS);
            default -> ApprovalAnswer.deny(PERSON, "the person said no");
        };
    }

    private Optional<String> readLine() {
        while (true) {
            try {
                return Optional.of(reader.readLine(PROMPT));
            } catch (UserInterruptException cleared) {
                // Ctrl-C at the prompt drops the line, as in a shell.
            } catch (EndOfFileException end) {
                return Optional.empty();
            }
        }
    }

    /// What is typed is a sentence, not words of a shell: quotes and backslashes stay.
    private static DefaultParser plainText() {
        var parser = new DefaultParser();
        parser.setQuoteChars(new char[0]);
        parser.setEscapeChars(new char[0]);
        return parser;
    }

    private void say(String text) {
        terminal.writer().println(text);
        terminal.flush();
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
