package dev.bestcode.security;

import dev.bestcode.api.security.CommandPolicy.Decision;
import dev.bestcode.security.ArgumentRules.Option;
import dev.bestcode.security.ProgramPolicy.Style;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads the words of a command as its program will, and finds what its policy does not have. An
/// option is allowed only as it is spelled in the policy: one that is shortened is unknown, and a
/// cluster of letters is taken apart. Used once.
final class ArgumentCheck {
    /// How much of what would be allowed a refusal lists.
    private static final int ALLOWED_CHARS_MAX = 300;

    private final ProgramPolicy policy;
    private final WorkspacePaths paths;
    private final Path directory;
    private final Function<List<String>, Decision> commands;
    private final List<String> words;
    private final List<String> checked = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private ArgumentRules rules;
    private boolean operandsOnly;
    private boolean inSubcommand;
    private int operands;
    private int at;

    /// @param commands decides what a wrapper is to start
    ArgumentCheck(
            ProgramPolicy policy,
            WorkspacePaths paths,
            Path directory,
            List<String> words,
            Function<List<String>, Decision> commands) {
        this.policy = policy;
        this.paths = paths;
        this.directory = directory;
        this.words = words;
        this.commands = commands;
        this.rules = policy.rules();
        environment.putAll(policy.environment());
    }

    /// The words to start it with; a wrapped program by its absolute path.
    List<String> run() throws RefusedArgumentException {
        if (policy.forbidden().isPresent()) {
            throw new RefusedArgumentException(policy.forbidden().get());
        }
        take();
        checked.addAll(policy.inserted());
        if (policy.style().contains(Style.LETTERS_FIRST) && at < words.size()) {
            lettersFirst();
        }
        while (at < words.size()) {
            next();
        }
        return checked;
    }

    /// The variables to set, a wrapped program's among them. Complete after [#run].
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    private String take() {
        var word = words.get(at++);
        checked.add(word);
        return word;
    }

    private void next() throws RefusedArgumentException {
        var word = words.get(at);
        var exact = rules.option(word);
        if (operandsOnly) {
            operand(word);
        } else if (word.equals("--")) {
            take();
            operandsOnly = true;
        } else if (exact.isPresent()) {
            take();
            valueOf(word, exact.get());
        } else if (word.length() > 1 && word.startsWith("-")) {
            option(take());
        } else {
            operand(word);
        }
    }

    private void option(String word) throws RefusedArgumentException {
        int equals = word.indexOf('=');
        if (equals > 0) {
            var option = rules.option(word.substring(0, equals)).flatMap(Option::value);
            if (option.isPresent()) {
                check(word.substring(0, equals), word.substring(equals + 1), option.get());
                return;
            }
        }
        if ((isNumber(word) && rules.option(ArgumentRules.NUMBER).isPresent()) || begins(word)) {
            return;
        }
        if (word.startsWith("--") || policy.style().contains(Style.WORDS)) {
            throw new RefusedArgumentException(
                    "option '%s' is not allowed%s".formatted(word, allowedOptions()));
        }
        letters(word);
    }

    private static boolean isNumber(String word) {
        return word.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Whether the word is one of a family, such as `-Dname=value`.
    private boolean begins(String word) throws RefusedArgumentException {
        for (var family : rules.options().entrySet()) {
            var name = family.getKey();
            var beginning = name.substring(0, name.length() - 1);
            if (name.endsWith("*") && name.length() > 1 && word.startsWith(beginning)) {
                var value = family.getValue().value();
                if (value.isPresent()) {
                    check(beginning, word.substring(beginning.length()), value.get());
                }
                return true;
            }
        }
        return false;
    }

    private RefusedArgumentException refusedLetter(String name, String word) {
        var where = name.equals(word) ? "" : " in '%s'".formatted(word);
        return new RefusedArgumentException(
                "option '%s'%s is not allowed%s".formatted(name, where, allowedOptions()));
    }

    private void letters(String word) throws RefusedArgumentException {
        for (int i = 1; i < word.length(); i++) {
            var name = "-" + word.charAt(i);
            var option = rules.option(name).orElseThrow(() -> refusedLetter(name, word));
            if (option.value().isPresent()) {
                var joined = word.substring(i + 1);
                if (!joined.isEmpty()) {
                    check(name, joined, option.value().get());
                } else {
                    valueOf(name, option);
                }
                return;
            }
        }
    }

    /// As in `tar xfC a.tar dir`: letters alone, and their values behind in the same order.
    private void lettersFirst() throws RefusedArgumentException {
        if (words.get(at).startsWith("-")) {
            return;
        }
        var letters = take();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            var name = "-" + letter;
            var option =
                    rules.option(name)
                            .orElseThrow(
                                    () ->
                                            new RefusedArgumentException(
                                                    "letter '%s' of '%s' is not allowed%s"
                                                            .formatted(
                                                                    letter,
                                                                    letters,
                                                                    allowedOptions())));
            valueOf(name, option);
        }
    }

    private void valueOf(String name, Option option) throws RefusedArgumentException {
        if (option.value().isEmpty() || !option.needed()) {
            return;
        }
        if (at == words.size()) {
            throw new RefusedArgumentException("option '%s' needs a value".formatted(name));
        }
        check(name, take(), option.value().get());
    }

    private void operand(String word) throws RefusedArgumentException {
        if (awaitsSubcommand()) {
            subcommand();
            return;
        }
        operandsOnly |= policy.style().contains(Style.OPERANDS_LAST);
        var kind =
                rules.operand(operands++)
                        .orElseThrow(
                                () ->
                                        new RefusedArgumentException(
                                                "'%s' is one word more than allowed"
                                                        .formatted(word)));
        if (kind instanceof ValueKind.Command) {
            command();
        } else {
            check("", take(), kind);
        }
    }

    private void subcommand() throws RefusedArgumentException {
        var name =
                policy.subcommand(words.subList(at, words.size()))
                        .orElseThrow(
                                () ->
                                        new RefusedArgumentException(
                                                "subcommand '%s' is not allowed%s"
                                                        .formatted(
                                                                words.get(at),
                                                                allowedSubcommands())));
        name.forEach(_ -> take());
        rules = policy.subcommands().getOrDefault(name, ArgumentRules.NONE);
        inSubcommand = true;
    }

    private boolean awaitsSubcommand() {
        return !inSubcommand && !policy.subcommands().isEmpty();
    }

    private void command() throws RefusedArgumentException {
        switch (commands.apply(words.subList(at, words.size()))) {
            case Decision.Refuse(var reason) -> throw new RefusedArgumentException(reason);
            case Decision.Run(var program, var arguments, var variables) -> {
                checked.add(program.toString());
                checked.addAll(arguments.subList(1, arguments.size()));
                environment.putAll(variables);
                at = words.size();
            }
        }
    }

    private void check(String option, String word, ValueKind kind) throws RefusedArgumentException {
        var problem =
                switch (kind) {
                    case ValueKind.Text _ -> Optional.<String>empty();
                    case ValueKind.ReadPath _ -> unreadable(word);
                    case ValueKind.ReadPaths _ ->
                            Stream.of(word.split("[:;]", -1))
                                    .flatMap(part -> unreadable(part).stream())
                                    .findFirst();
                    case ValueKind.Plain _ ->
                            word.startsWith("@") ? unless(false, word, kind) : unreadable(word);
                    case ValueKind.WritePath _ -> paths.unwritable(directory, word);
                    case ValueKind.OneOf(var allowed) -> unless(allowed.contains(word), word, kind);
                    case ValueKind.Matching(var pattern, _) ->
                            unless(pattern.matcher(word).matches(), word, kind);
                    case ValueKind.Command _ -> unless(false, word, kind);
                };
        if (problem.isPresent()) {
            throw new RefusedArgumentException(
                    (option.isEmpty() ? "" : "option '%s': ".formatted(option)) + problem.get());
        }
    }

    private Optional<String> unreadable(String word) {
        return paths.unreadable(directory, word);
    }

    private static Optional<String> unless(boolean fits, String word, ValueKind kind) {
        return fits
                ? Optional.empty()
                : Optional.of("'%s' is not %s".formatted(word, kind.shown()));
    }

    private String allowedOptions() {
        return allowed(new TreeSet<>(rules.options().keySet()));
    }

    private String allowedSubcommands() {
        var names = new TreeSet<String>();
        policy.subcommands().keySet().forEach(name -> names.add(String.join(" ", name)));
        return allowed(names);
    }

    private static String allowed(SortedSet<String> names) {
        var text = String.join(" ", names);
        return names.isEmpty()
                ? "; none is"
                : "; allowed as written: "
                        + (text.length() <= ALLOWED_CHARS_MAX
                                ? text
                                : text.substring(0, ALLOWED_CHARS_MAX) + "…");
    }
}
