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
import java.util.function.Function;

/// The argument policies of all programs that have one, and what holds for the others. Immutable.
final class ArgumentPolicies {
    private static final String INDEX = "policies.txt";
    private static final String FOLDER = "policies/";

    /// Where the examples of policies are thought to run; nothing need be there.
    private static final Path EXAMPLE_DIRECTORY = Path.of("/example/workspace").toAbsolutePath();

    private final Map<String, ProgramPolicy> byName;

    private ArgumentPolicies(Map<String, ProgramPolicy> byName) {
        this.byName = byName;
    }

    /// Read the policies that come with this module.
    /// @throws PolicyProblemException when one is malformed, or its examples say otherwise
    static ArgumentPolicies load() {
        var byName = new HashMap<String, ProgramPolicy>();
        for (var file : resource(INDEX).lines().toList()) {
            var policy = PolicyFile.read(file, resource(FOLDER + file));
            for (var name : policy.names()) {
                if (byName.putIfAbsent(name, policy) != null) {
                    throw new PolicyProblemException(
                            file, 1, "'%s' has a policy already".formatted(name));
                }
            }
            validate(file, policy);
        }
        return new ArgumentPolicies(Map.copyOf(byName));
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
        return Optional.ofNullable(byName.get(name)).or(() -> versioned(name));
    }

    /// `python3.12`, `gcc-14`, `lua5.4`: a version behind the name does not change what it is.
    private Optional<ProgramPolicy> versioned(String name) {
        var bare = name.replaceFirst("-?[0-9]+(\\.[0-9]+)*$", "");
        return bare.isEmpty() ? Optional.empty() : Optional.ofNullable(byName.get(bare));
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
            var checked = new ArgumentCheck(policy.get(), paths, directory, words, commands).run();
            checked.set(0, program.toString());
            return new Decision.Run(program, checked, policy.get().environment());
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
