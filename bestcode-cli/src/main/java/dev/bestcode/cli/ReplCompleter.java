package dev.bestcode.cli;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Completes commands at the beginning of a line, and files of the workspace behind an `@`.
/// @param more commands than those of the program, with what they are for
record ReplCompleter(Path workspace, Supplier<Map<String, String>> more) implements Completer {
    /// More than anyone reads; the next letter narrows it.
    private static final int FILES_MAX = 200;

    /// What is looked at of one folder.
    private static final int ENTRIES_MAX = 10_000;

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        var word = line.word().substring(0, line.wordCursor());
        if (word.startsWith("@")) {
            files(word.substring(1), candidates);
        } else if (line.wordIndex() == 0 && word.startsWith("/")) {
            for (var command : ReplCommand.values()) {
                candidates.add(command(command.word, command.description));
            }
            more.get().forEach((name, about) -> candidates.add(command(name, about)));
        }
    }

    private static Candidate command(String word, String about) {
        return new Candidate(word, word, null, about, null, null, true);
    }

    private void files(String typed, List<Candidate> candidates) {
        int slash = typed.lastIndexOf('/');
        var folder = typed.substring(0, slash + 1);
        var begin = typed.substring(slash + 1);
        var directory = workspace.resolve(folder).normalize();
        if (!directory.startsWith(workspace) || !Files.isDirectory(directory)) {
            return;
        }
        int seen = 0;
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                if (candidates.size() == FILES_MAX || seen++ == ENTRIES_MAX) {
                    return;
                }
                var name = entry.getFileName().toString();
                if (name.startsWith(begin) && isOffered(name, begin)) {
                    candidates.add(candidate(folder, name, Files.isDirectory(entry)));
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Then there is nothing to offer.
        }
    }

    /// Hidden ones when asked for; no name that would be two words, or move the terminal.
    private static boolean isOffered(String name, String begin) {
        return (begin.startsWith(".") || !name.startsWith("."))
                && name.chars().noneMatch(Character::isWhitespace)
                && Printable.of(name).equals(name);
    }

    private static Candidate candidate(String folder, String name, boolean directory) {
        var path = "@" + folder + name + (directory ? "/" : "");
        return new Candidate(
                path, name + (directory ? "/" : ""), null, null, null, null, !directory);
    }
}
