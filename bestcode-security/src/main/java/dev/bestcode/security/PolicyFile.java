package dev.bestcode.security;

import dev.bestcode.security.ProgramPolicy.Example;
import dev.bestcode.security.ProgramPolicy.Style;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// Reads one file of argument policies: a line a statement, `#` for comments. `docs/commands.md`
/// has the statements. Used once.
final class PolicyFile {
    /// Such as `npm run-script`, `git submodule update`, `docker compose up`.
    static final int SUBCOMMAND_WORDS_MAX = 3;

    private final String file;
    private final List<String> names = new ArrayList<>();
    private Optional<String> forbidden = Optional.empty();
    private final EnumSet<Style> style = EnumSet.noneOf(Style.class);
    private final Map<String, List<String>> shared = new HashMap<>();
    private final RulesBuilder program = new RulesBuilder();
    private final Map<List<String>, RulesBuilder> subcommands = new LinkedHashMap<>();
    private final List<String> inserted = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();
    private RulesBuilder current = program;
    private boolean openSubcommand;
    private int line;

    private PolicyFile(String file) {
        this.file = file;
    }

    /// @param file its name, for messages
    /// @throws PolicyProblemException at the first line that is none
    static ProgramPolicy read(String file, String text) {
        return new PolicyFile(file).read(text);
    }

    private ProgramPolicy read(String text) {
        for (var raw : text.lines().toList()) {
            line++;
            var statement = raw.strip();
            if (!statement.isEmpty() && !statement.startsWith("#")) {
                int space = (statement + " ").indexOf(' ');
                statement(statement.substring(0, space), statement.substring(space).strip());
            }
        }
        if (names.isEmpty()) {
            throw problem("no program is named; begin with 'program NAME'");
        }
        var bySubcommand = new LinkedHashMap<List<String>, ArgumentRules>();
        var own = program.build();
        subcommands.forEach((name, rules) -> bySubcommand.put(name, own.with(rules.build())));
        return new ProgramPolicy(
                names, forbidden, style, own, bySubcommand, inserted, environment, examples);
    }

    private void statement(String word, String rest) {
        if (!word.equals("sub")) {
            openSubcommand = false;
        }
        switch (word) {
            case "program" -> names.addAll(List.of(rest.split(" +", -1)));
            case "forbid" -> forbidden = Optional.of(rest);
            case "style" -> List.of(rest.split(" +", -1)).forEach(this::style);
            case "let" -> let(List.of(rest.split(" +", -1)));
            case "sub" -> subcommand(List.of(rest.split(" +", -1)));
            case "options" -> tokens(rest).forEach(this::option);
            case "operands" -> List.of(rest.split(" +", -1)).forEach(this::operand);
            case "insert" -> inserted.addAll(ExampleWords.of(rest));
            case "independent" -> current.independent = true;
            case "set" -> variable(rest);
            case "pass" -> examples.add(new Example(line, true, ExampleWords.of(rest)));
            case "refuse" -> examples.add(new Example(line, false, ExampleWords.of(rest)));
            default -> throw problem("'%s' is no statement".formatted(word));
        }
    }

    private void style(String word) {
        switch (word) {
            case "words" -> style.add(Style.WORDS);
            case "operands-last" -> style.add(Style.OPERANDS_LAST);
            case "letters-first" -> style.add(Style.LETTERS_FIRST);
            default -> throw problem("'%s' is no style".formatted(word));
        }
    }

    private void let(List<String> words) {
        shared.put(
                "$" + words.getFirst(), tokens(String.join(" ", words.subList(1, words.size()))));
    }

    /// Subcommands on lines that follow one another have the same rules.
    private void subcommand(List<String> name) {
        if (name.size() > SUBCOMMAND_WORDS_MAX) {
            throw problem("a subcommand has %d words at most".formatted(SUBCOMMAND_WORDS_MAX));
        }
        if (!openSubcommand) {
            current = new RulesBuilder();
        }
        openSubcommand = true;
        if (subcommands.putIfAbsent(name, current) != null) {
            throw problem("subcommand '%s' is there already".formatted(String.join(" ", name)));
        }
    }

    private List<String> tokens(String rest) {
        var tokens = new ArrayList<String>();
        for (var token : rest.split(" +", -1)) {
            if (!token.startsWith("$")) {
                tokens.add(token);
                continue;
            }
            var list = shared.get(token);
            if (list == null) {
                throw problem("'%s' was not defined by 'let'".formatted(token));
            }
            tokens.addAll(list);
        }
        return tokens;
    }

    /// `-x`, `-x:KIND` for a value that must follow, `-x=KIND` for one that may be joined on.
    private void option(String token) {
        int colon = (token + ":").indexOf(':');
        int equals = (token + "=").indexOf('=');
        int split = Math.min(colon, equals);
        var name = token.substring(0, split);
        if (name.isEmpty()) {
            throw problem("'%s' is no option".formatted(token));
        }
        current.options.put(
                name,
                split == token.length()
                        ? ArgumentRules.Option.FLAG
                        : new ArgumentRules.Option(
                                colon < equals, Optional.of(kind(token.substring(split + 1)))));
    }

    private void operand(String token) {
        if (current.rest.isPresent()) {
            throw problem("nothing may follow an operand that repeats");
        }
        if (token.endsWith("*")) {
            current.rest = Optional.of(kind(token.substring(0, token.length() - 1)));
        } else {
            current.operands.add(kind(token));
        }
    }

    private ValueKind kind(String text) {
        try {
            return ValueKind.of(text)
                    .orElseThrow(() -> problem("'%s' is no kind of value".formatted(text)));
        } catch (PatternSyntaxException e) {
            throw problem("the pattern %s is none: %s".formatted(text, e.getMessage()));
        }
    }

    private void variable(String rest) {
        int space = (rest + " ").indexOf(' ');
        environment.put(rest.substring(0, space), rest.substring(space).strip());
    }

    private PolicyProblemException problem(String text) {
        return new PolicyProblemException(file, line, text);
    }

    private static final class RulesBuilder {
        final Map<String, ArgumentRules.Option> options = new HashMap<>();
        final List<ValueKind> operands = new ArrayList<>();
        Optional<ValueKind> rest = Optional.empty();
        boolean independent;

        ArgumentRules build() {
            return new ArgumentRules(options, operands, rest, independent);
        }
    }
}
