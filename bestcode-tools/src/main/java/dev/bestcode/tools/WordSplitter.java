package dev.bestcode.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Splits a command line into words as a POSIX shell would, and refuses everything that a shell
/// would take for more than words: operators, redirections, substitutions, patterns, comments,
/// assignments. What is accepted means the same here and in a shell. Used once.
/// @see "POSIX.1-2024, Shell Command Language, sections 2.2 and 2.3"
final class WordSplitter {
    /// Linux takes 128 KiB of one argument.
    private static final int COMMAND_CHARS_MAX = 100_000;

    private static final Pattern ASSIGNMENT =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*", Pattern.DOTALL);
    /// Words that in front are grammar to a shell, not a program: reserved words of POSIX and bash,
    /// and the utilities whose operands are assignments.
    private static final Set<String> SHELL_WORDS =
            Set.of(
                    "!",
                    "{",
                    "}",
                    "[[",
                    "]]",
                    "case",
                    "coproc",
                    "declare",
                    "do",
                    "done",
                    "elif",
                    "else",
                    "esac",
                    "export",
                    "fi",
                    "for",
                    "function",
                    "if",
                    "in",
                    "let",
                    "local",
                    "readonly",
                    "select",
                    "then",
                    "time",
                    "typeset",
                    "until",
                    "while");

    private static final String QUOTE_IT = "; put it in single quotes to mean the character";
    private static final String ONE_COMMAND = "one command per call; no shell runs it";

    private final String command;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean quoted;
    private int at;

    private WordSplitter(String command) {
        this.command = command;
    }

    /// The program and its arguments, one at least.
    static List<String> split(String command) throws ToolFailedException {
        if (command.length() > COMMAND_CHARS_MAX) {
            throw new ToolFailedException(
                    "command has %,d characters; allowed %,d"
                            .formatted(command.length(), COMMAND_CHARS_MAX));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(command)) {
            throw new ToolFailedException(
                    "command has half a character, which no program can be given; write it anew");
        }
        return new WordSplitter(command).run();
    }

    private List<String> run() throws ToolFailedException {
        while (at < command.length()) {
            char c = command.charAt(at++);
            switch (c) {
                case ' ', '\t' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                default -> unquoted(c);
            }
        }
        endWord();
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new ToolFailedException("command has no program; give one and its arguments");
        }
        return List.copyOf(words);
    }

    private void add(char c) throws ToolFailedException {
        if (c == 0) {
            throw refused("a NUL character cannot be in a command");
        }
        word.append(c);
        inWord = true;
    }

    private void endWord() throws ToolFailedException {
        if (!inWord) {
            return;
        }
        var text = word.toString();
        if (words.isEmpty() && !quoted && SHELL_WORDS.contains(text)) {
            throw refused("'%s' is shell syntax; %s".formatted(text, ONE_COMMAND));
        }
        words.add(text);
        word.setLength(0);
        inWord = false;
        quoted = false;
    }

    private void unquoted(char c) throws ToolFailedException {
        switch (c) {
            case '|', '&', ';', '(', ')', '<', '>' ->
                    throw refused(
                            "'%c' is a shell operator; %s%s".formatted(c, ONE_COMMAND, QUOTE_IT));
            case '\n', '\r' ->
                    throw refused("a line break ends a command; " + ONE_COMMAND + QUOTE_IT);
            case '$', '`' ->
                    throw refused(
                            "'%c' would be a substitution, and no shell is there to make it%s"
                                    .formatted(c, QUOTE_IT));
            case '*', '?', '[' ->
                    throw refused(
                            "'%c' would be expanded to file names; use glob for those%s"
                                    .formatted(c, QUOTE_IT));
            case '{' -> {
                if (opensBraceExpansion()) {
                    throw refused(
                            "'{' would be expanded to several words; write them out" + QUOTE_IT);
                }
                add(c);
            }
            case '~' -> {
                if (!inWord || word.toString().endsWith("=") || word.toString().endsWith(":")) {
                    throw refused("'~' would be expanded to a home directory" + QUOTE_IT);
                }
                add(c);
            }
            case '#' -> {
                if (!inWord) {
                    throw refused("'#' begins a comment, which a shell would drop" + QUOTE_IT);
                }
                add(c);
            }
            case '=' -> {
                add(c);
                refuseAssignment();
            }
            default -> add(c);
        }
    }

    /// `NAME=value` in front of the program sets a variable for it. Seen at its `=`, while the name
    /// is known to be unquoted; a value may be quoted.
    private void refuseAssignment() throws ToolFailedException {
        if (words.isEmpty() && !quoted && ASSIGNMENT.matcher(word).matches()) {
            throw refused("a variable cannot be set before the program; the environment is fixed");
        }
    }

    /// Some shells make `{a,b}` and `{1..3}` several words.
    private boolean opensBraceExpansion() {
        int end = at;
        boolean several = false;
        while (end < command.length() && " \t\n".indexOf(command.charAt(end)) < 0) {
            several |= command.charAt(end) == ',' || command.startsWith("..", end);
            end++;
        }
        return several && command.substring(at, end).indexOf('}') >= 0;
    }

    private void escaped() throws ToolFailedException {
        if (at == command.length() || command.charAt(at) == '\n') {
            throw refused("the backslash continues a line; write the command on one");
        }
        quoted = true;
        add(command.charAt(at++));
    }

    private void singleQuoted() throws ToolFailedException {
        quoted = true;
        inWord = true;
        int end = command.indexOf('\'', at);
        if (end < 0) {
            throw refused("a single quote is not closed");
        }
        while (at < end) {
            add(command.charAt(at++));
        }
        at++;
    }

    private void doubleQuoted() throws ToolFailedException {
        quoted = true;
        inWord = true;
        while (at < command.length()) {
            char c = command.charAt(at++);
            switch (c) {
                case '"' -> {
                    return;
                }
                case '$', '`' ->
                        throw refused(
                                "'%c' is a substitution inside double quotes too; use single quotes"
                                        .formatted(c));
                case '\\' -> add(escapedInDoubleQuotes());
                default -> add(c);
            }
        }
        throw refused("a double quote is not closed");
    }

    private char escapedInDoubleQuotes() throws ToolFailedException {
        char next = at < command.length() ? command.charAt(at) : 'x';
        if (next == '\n') {
            throw refused("the backslash continues a line; write the command on one");
        }
        if ("$`\"\\".indexOf(next) < 0) {
            return '\\';
        }
        at++;
        return next;
    }

    private ToolFailedException refused(String reason) {
        return new ToolFailedException("command refused at character %d: %s".formatted(at, reason));
    }
}
