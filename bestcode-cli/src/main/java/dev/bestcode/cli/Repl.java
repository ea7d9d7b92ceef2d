package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Approver;
import dev.bestcode.runtime.BestCodeBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The conversation at a terminal. One thread reads lines and does what they say; another shows
/// what happens meanwhile. What is piped in is done line by line, and nobody is asked.
final class Repl implements AutoCloseable {
    private final SystemOptions system;
    private final Map<String, String> environment;
    private final ReplTerminal terminal;
    private final TurnView view;
    private Chosen chosen;
    private Optional<RunId> run = Optional.empty();

    /// Where the conversation's runs are: the first that is free may be another one by now.
    private Optional<Path> kernel = Optional.empty();

    private Optional<Change> change = Optional.empty();
    private volatile Optional<ReplPrompts> prompts = Optional.empty();
    private boolean isGreeted;
    private boolean leaving;

    /// What holds of the assembly.
    /// @param model none was chosen here: the options say which
    /// @param effort likewise
    private record Chosen(String profile, Optional<String> model, Optional<Effort> effort) {
        Chosen withProfile(String other) {
            return new Chosen(other, model, effort);
        }

        Chosen withModel(String other) {
            return new Chosen(profile, Optional.of(other), effort);
        }

        Chosen withEffort(Effort other) {
            return new Chosen(profile, model, Optional.of(other));
        }
    }

    /// A change that the next assembly brings.
    /// @param builder of it
    /// @param said when it stands
    /// @param undone what makes it as it was before
    private record Change(BestCodeBuilder builder, String said, Runnable undone) {}

    private Repl(SystemOptions system, Map<String, String> environment) throws IOException {
        this.system = system;
        this.environment = environment;
        this.chosen = new Chosen(system.profile, Optional.empty(), Optional.empty());
        var workspace = system.state.workspace.toRealPath();
        this.terminal =
                ReplTerminal.open(
                        new ReplCompleter(workspace, this::moreCommands),
                        system.state.directory(environment).resolve("history"));
        this.view = new TurnView(terminal, system.prices.table());
    }

    /// What the project and the user have written down, and what servers offer.
    private Map<String, String> moreCommands() {
        var more = new LinkedHashMap<String, String>();
        system.commands()
                .all()
                .forEach(
                        saved ->
                                more.put(
                                        "/" + saved.name(),
                                        Printable.line(saved.description(), 100)));
        prompts.ifPresent(offered -> more.putAll(offered.words()));
        return more;
    }

    /// Talk until the person leaves.
    /// @return the exit status
    static int talk(SystemOptions system, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = system.builder(environment); // what is missing is said before anything else
        try (var repl = new Repl(system, environment)) {
            repl.terminal.print(
                    "BestCode, profile "
                            + Printable.of(repl.chosen.profile())
                            + ". /help for help.");
            repl.session(builder);
            while (!repl.leaving) {
                repl.goOn();
            }
            // At a terminal whoever left has seen how it went.
            return repl.terminal.isDumb() ? repl.view.status() : ExitCode.OK;
        }
    }

    private BestCodeBuilder builder() throws IOException {
        var builder = system.builder(environment, chosen.model(), chosen.effort());
        kernel.ifPresent(builder::stateAt);
        return builder;
    }

    /// With the change that was asked for or, where that cannot be had, as it was before.
    private void goOn() throws IOException, InterruptedException {
        try {
            session(change.isPresent() ? change.get().builder() : builder());
        } catch (IOException | RuntimeException e) {
            var why = FailureSentence.of(e);
            if (why.isEmpty()) {
                throw e; // a mistake of the program
            }
            if (change.isPresent()) {
                refused(why.get().text());
                change.get().undone().run();
                change = Optional.empty();
            } else {
                awaitCorrection(why.get());
            }
        }
    }

    private void awaitCorrection(FailureSentence why) {
        view.failed(why);
        if (!terminal.isDumb()) {
            view.line("Correct that, then press Enter; Ctrl-D leaves.");
        }
        leaving = terminal.isDumb() || terminal.read("") instanceof ReplTerminal.Typed.End;
    }

    /// Ask for another assembly; that it cannot be is found now, as far as it can, while this one
    /// stands.
    private void change(Chosen other, Conversation begun, String said) throws IOException {
        var oldChoice = chosen;
        var oldRun = begun.run();
        Runnable undone =
                () -> {
                    chosen = oldChoice;
                    run = oldRun;
                };
        chosen = other;
        try {
            change = Optional.of(new Change(builder(), said, undone));
        } catch (IOException | RuntimeException e) {
            undone.run();
            throw e;
        }
    }

    /// One assembly of the system; another model, effort or profile needs another one.
    private void session(BestCodeBuilder builder) throws IOException, InterruptedException {
        try (var pump = new EventPump(view::show, view::settle);
                var os =
                        builder.events(pump.andThen(HeapCare.ofThisProcess()))
                                .approver(approver())
                                .hookWords(line -> view.line("! " + Printable.of(line)))
                                .build()) {
            pump.start();
            if (!isGreeted) {
                view.line(WallLine.of(os.walls()));
                isGreeted = true;
            }
            kernel = os.kernelDirectory();
            prompts = Optional.of(promptsOf(system, chosen.profile(), environment));
            os.controlProblem().ifPresent(problem -> view.line("bestcode: " + problem));
            var conversation = new Conversation(os, chosen.profile(), run);
            var left = conversation.leftOpen().size();
            if (left > 0 && run.isEmpty()) {
                view.line(
                        left + " run(s) were left open: /resume goes on with the newest of them.");
            }
            change.map(Change::said).ifPresent(view::line);
            change = Optional.empty();
            talk(conversation, view);
            run = conversation.run();
        }
    }

    private static ReplPrompts promptsOf(
            SystemOptions system, String profile, Map<String, String> environment)
            throws IOException {
        return ReplPrompts.of(system.held().orElseThrow(), profile, system.state, environment);
    }

    private Approver approver() {
        return terminal.isDumb()
                // What is piped in are tasks, not answers to questions nobody sees.
                ? _ -> ApprovalAnswer.deny("no terminal", "nobody is at a terminal to be asked")
                : Approver.elsewhere();
    }

    private void talk(Conversation conversation, TurnView view)
            throws IOException, InterruptedException {
        var rest = "";
        while (true) {
            var typed = terminal.read(rest);
            rest = "";
            switch (typed) {
                case ReplTerminal.Typed.Line(var line) -> {
                    if (!obey(line.strip(), conversation, view)) {
                        return;
                    }
                }
                case ReplTerminal.Typed.Interrupt(var partial) -> {
                    if (view.isWorking()) {
                        conversation.underWay().ifPresent(Run::stop);
                        rest = partial;
                    } else if (partial.isEmpty()) {
                        view.line("Ctrl-D leaves.");
                    }
                }
                case ReplTerminal.Typed.End _ -> {
                    leave(conversation, view);
                    return;
                }
            }
        }
    }

    /// What a line asks for and cannot have is said, and the conversation goes on.
    /// @return whether this assembly goes on
    private boolean obey(String line, Conversation conversation, TurnView view)
            throws IOException, InterruptedException {
        try {
            return take(line, conversation, view);
        } catch (IllegalStateException refused) {
            refused(String.valueOf(refused.getMessage()));
            return true;
        } catch (IOException | RuntimeException e) {
            var why = FailureSentence.of(e);
            if (why.isEmpty()) {
                throw e; // a mistake of the program
            }
            refused(why.get().text());
            return true;
        }
    }

    private void refused(String why) {
        view.line("! " + Printable.of(why));
    }

    /// A path begins in the same way.
    private boolean isCommand(String word) {
        return word.startsWith("/")
                && (word.indexOf('/', 1) < 0
                        || word.startsWith(ReplPrompts.BEGIN)
                        || system.commands().named(word.substring(1)).isPresent());
    }

    private boolean take(String line, Conversation conversation, TurnView view)
            throws IOException, InterruptedException {
        var question = view.question();
        view.lineRead();
        if (question.isPresent()
                && new ReplAnswers(conversation, view).take(line, question.get())) {
            return true;
        }
        var words = line.split("\\s+", 2);
        if (!isCommand(words[0])) {
            if (!line.isEmpty()) {
                tasks(conversation, view).say(line);
            }
            return true;
        }
        var argument = words.length == 1 ? "" : words[1];
        if (words[0].startsWith(ReplPrompts.BEGIN)) {
            var task = prompts.orElseThrow().task(words[0], argument);
            tasks(conversation, view).say(task);
            return true;
        }
        var command =
                words[0].equals("/exit") ? Optional.of(ReplCommand.QUIT) : ReplCommand.of(words[0]);
        if (command.isEmpty()) {
            var saved = system.commands().named(words[0].substring(1));
            if (saved.isPresent()) {
                tasks(conversation, view).say(saved.get().with(argument));
            } else {
                view.line(ReplCommand.unknown(words[0]));
            }
            return true;
        }
        return obey(command.get(), argument, conversation, view);
    }

    private boolean obey(
            ReplCommand command, String argument, Conversation conversation, TurnView view)
            throws IOException, InterruptedException {
        var pages = new ReplPages(system, environment, chosen.profile());
        switch (command) {
            case NEW -> {
                ReplTasks.requireRest(view);
                conversation.begin();
                view.line("A new conversation.");
            }
            case RESUME -> tasks(conversation, view).resume(argument);
            case REWIND -> {
                ReplTasks.requireRest(view);
                conversation.rewind(argument).forEach(view::line);
            }
            case FORWARD -> {
                ReplTasks.requireRest(view);
                conversation.forward().forEach(view::line);
            }
            case FORK -> {
                ReplTasks.requireRest(view);
                conversation.fork(argument).forEach(view::line);
            }
            case REPLAY -> {
                ReplTasks.requireRest(view);
                view.line(conversation.replay());
            }
            case EXPLAIN -> view.page(conversation.explain(argument));
            case RUNS -> view.page(pages.runs());
            case MODEL -> {
                if (argument.isEmpty()) {
                    view.line(pages.model(chosen.model(), view.spending()));
                } else {
                    ReplTasks.requireRest(view);
                    change(
                            chosen.withModel(argument),
                            conversation,
                            "From now on: " + Printable.line(argument, 80));
                    return false;
                }
            }
            case EFFORT -> {
                if (argument.isEmpty()) {
                    view.line(pages.effort(chosen.effort()));
                } else {
                    ReplTasks.requireRest(view);
                    change(
                            chosen.withEffort(ReplPages.requireEffort(argument)),
                            conversation,
                            "From now on with effort " + argument + ".");
                    return false;
                }
            }
            case PROFILE -> {
                if (argument.isEmpty()) {
                    view.line(pages.profiles());
                } else {
                    ReplTasks.requireRest(view);
                    change(
                            chosen.withProfile(pages.requireProfile(argument)),
                            conversation,
                            "A new conversation, profile " + Printable.of(argument) + ".");
                    conversation.begin();
                    return false;
                }
            }
            case TOOLS -> view.page(pages.tools());
            case PROMPTS -> view.page(prompts.orElseThrow().page());
            case CONTEXT -> view.page(ReplPages.context(conversation));
            case COST -> view.line(view.spending().text());
            case APPROVE -> view.page(pages.approvals());
            case STOP -> conversation.underWay().ifPresent(Run::stop);
            case HELP -> view.line(ReplCommand.page(system.commands()));
            case QUIT -> {
                leave(conversation, view);
                return false;
            }
        }
        return true;
    }

    private ReplTasks tasks(Conversation conversation, TurnView view) {
        return new ReplTasks(conversation, view, terminal.isDumb());
    }

    private void leave(Conversation conversation, TurnView view) throws InterruptedException {
        leaving = true;
        tasks(conversation, view).end();
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
