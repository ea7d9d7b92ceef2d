package dev.bestcode.security;

import dev.bestcode.api.security.CommandPolicy.Decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The argument policies of all programs that have one, and what holds for the others. Each file is
/// read, and its examples tried, when a program of it is first asked about: a start pays for none.
/// Safe for use by several threads.
final class ArgumentPolicies {
    /// A line a file: its name, and the programs that it is about.
    private static final String INDEX = "policies.txt";

    private static final String FOLDER = "policies/";

    /// Where the examples of policies are thought to run; nothing need be there.
    private static final Path EXAMPLE_DIRECTORY = Path.of("/example/workspace").toAbsolutePath();

    private final Map<String, String> files;
    private final Map<String, ProgramPolicy> read = new ConcurrentHashMap<>();

    private ArgumentPolicies(Map<String, String> files) {
        this.files = files;
    }

    /// The policies that come with this module.
    static ArgumentPolicies load() {
        var files = new HashMap<String, String>();
        for (var line : resource(INDEX).lines().toList()) {
            var words = List.of(line.split(" ", -1));
            words.subList(1, words.size()).forEach(name -> files.put(name, words.getFirst()));
        }
        return new ArgumentPolicies(Map.copyOf(files));
    }

    /// @throws PolicyProblemException when it is malformed, or its examples say otherwise
    private static ProgramPolicy read(String file) {
        var policy = PolicyFile.read(file, resource(FOLDER + file));
        validate(file, policy);
        return policy;
    }

    static void validate(String file, ProgramPolicy policy) {
        var paths = new WorkspacePaths(EXAMPLE_DIRECTORY);
        for (var example : policy.examples()) {
            var refusal = Optional.<String>empty();
            try {
                var _ =
                        new ArgumentCheck(
                                        policy,
                                        paths,
                                        EXAMPLE_DIRECTORY,
                                        example.words(),
                                        words -> Decision.Run.as(EXAMPLE_DIRECTORY, words))
                                .run();
            } catch (RefusedArgumentException e) {
                refusal = Optional.of(String.valueOf(e.getMessage()));
            }
            if (refusal.isEmpty() != example.passes()) {
                throw new PolicyProblemException(
                        file,
                        example.line(),
                        "'%s' %s"
                                .formatted(
                                        String.join(" ", example.words()),
                                        refusal.map(
                                                        reason ->
                                                                "should pass and is refused: "
                                                                        + reason)
                                                .orElse("should be refused and passes")));
            }
        }
    }

    /// The program's name, and its policy where it has one.
    Optional<ProgramPolicy> of(String program) {
        var name = program.substring(program.lastIndexOf('/') + 1);
        return named(name).or(() -> versioned(name));
    }

    /// `python3.12`, `gcc-14`, `lua5.4`: a version behind the name does not change what it is.
    private Optional<ProgramPolicy> versioned(String name) {
        var bare = name.replaceFirst("-?[0-9]+(\\.[0-9]+)*$", "");
        return named(bare);
    }

    private Optional<ProgramPolicy> named(String name) {
        return Optional.ofNullable(files.get(name))
                .map(file -> read.computeIfAbsent(file, ArgumentPolicies::read));
    }

    /// @param program absolute, that the first of the words stands for
    Decision decide(
            Path program,
            List<String> words,
            WorkspacePaths paths,
            Path directory,
            Function<List<String>, Decision> commands) {
        var name = words.getFirst();
        var policy = of(name);
        try {
            if (policy.isEmpty()) {
                PlainArguments.check(words, paths, directory);
                return Decision.Run.as(program, words);
            }
            var check = new ArgumentCheck(policy.get(), paths, directory, words, commands);
            var checked = check.run();
            checked.set(0, program.toString());
            return new Decision.Run(program, checked, check.environment());
        } catch (RefusedArgumentException e) {
            return new Decision.Refuse("%s: %s".formatted(name, e.getMessage()));
        }
    }

    private static String resource(String name) {
        try (var in = ArgumentPolicies.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the resource %s is not in this build".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
