package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.ControlClient;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.JournalLine;
import dev.bestcode.runtime.JournalQuery;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.runtime.KernelDirectory;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Shows a journal's entries, from a live owner or from the files of a kernel that nobody holds.
final class JournalTail {
    private static final int COUNT = 10;
    private static final int WIDTH = 160;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Optional<KernelDirectory> directory;
    private final JournalQuery query;

    private JournalTail(Optional<KernelDirectory> directory, JournalQuery query) {
        this.directory = directory;
        this.query = query;
    }

    /// Whoever read the lines has gone, as `head` does when it has enough.
    private static final class ReaderGoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// @throws IllegalArgumentException when what is asked for is not there, or is not clear
    static JournalTail of(
            Path workspaceState,
            Optional<String> run,
            Optional<String> kernel,
            OptionalLong from,
            OptionalInt count) {
        if (from.isPresent() && count.isPresent()) {
            throw new IllegalArgumentException("--from and -n exclude each other");
        }
        JournalQuery.Start start =
                from.isPresent()
                        ? new JournalQuery.From(from.getAsLong())
                        : new JournalQuery.Last(count.orElse(COUNT));
        var query = new JournalQuery(start, run.map(RunId::new));
        var place = RunPlace.in(workspaceState);
        if (place.isEmpty() && run.isEmpty() && kernel.isEmpty()) {
            return new JournalTail(Optional.empty(), query);
        }
        var directory =
                kernel.map(place::named)
                        .or(() -> query.run().map(place::of))
                        .orElseGet(place::only);
        return new JournalTail(Optional.of(directory), query);
    }

    int show(boolean follow, ListOutput output, PrintStream out, PrintStream err) {
        if (directory.isEmpty()) {
            err.println("There is no journal: nothing has run in this workspace.");
            return ExitCode.OK;
        }
        try {
            show(directory.get(), follow, line -> print(line, output, out), err);
        } catch (ReaderGoneException enough) {
            // There is nobody to tell.
        }
        return ExitCode.OK;
    }

    private void show(
            KernelDirectory from, boolean follow, Consumer<JournalLine> show, PrintStream err) {
        if (follow && from.owner() instanceof KernelDirectory.Live(var owner)) {
            try (var client = ControlClient.connect(from.path()).orElseThrow(() -> gone(from))) {
                var end = client.tail(query, true, show);
                var how =
                        switch (end) {
                            case COMPLETE -> "has ended its work";
                            case BROKEN -> "is gone";
                        };
                err.println("%s: process %d %s".formatted(from.name(), owner.pid(), how));
            }
            return;
        }
        KernelDirectories.journal(from, query, show);
        if (follow) {
            err.println(from.name() + ": no process holds it, so nothing more comes");
        }
    }

    private static ControlException gone(KernelDirectory directory) {
        return new ControlException(directory.name() + ": its process has just ended; ask again");
    }

    private static void print(JournalLine line, ListOutput output, PrintStream out) {
        out.println(
                switch (output) {
                    case text -> text(line);
                    case json -> Json.text(line.toJson());
                });
        if (out.checkError()) {
            throw new ReaderGoneException();
        }
    }

    private static String payload(JournalLine line) {
        return line.pruned() ? "(pruned)" : line.message().payload().head(4 * WIDTH).utf8();
    }

    /// Names and reasons may come from a model as much as payloads do.
    static String text(JournalLine line) {
        var message = line.message();
        var status = line.status().name().toLowerCase(Locale.ROOT);
        var text =
                "%6d %s %s → %s %s, %s: %s"
                        .formatted(
                                line.lsn(),
                                TIME.format(line.time().atZone(ZoneId.systemDefault())),
                                message.sender(),
                                message.listener(),
                                message.tag(),
                                line.reason().isEmpty() ? status : status + " " + line.reason(),
                                payload(line));
        return Printable.line(text.replace('\n', ' '), WIDTH);
    }
}
