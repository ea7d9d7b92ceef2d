package dev.bestcode.security;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.CommandPolicy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Lets a profile start the programs that it lists by name, each resolved once to an absolute path,
/// and exact command lines allowed one by one. Immutable.
///
/// A listed program gets the arguments that its policy has, see [ArgumentPolicies]; one without a
/// policy gets all that stay in the workspace, so list only such as may do whatever they can inside
/// the sandbox. A program of the workspace is listed by its path, such as `./mvnw`, and starts only
/// as the bytes that it had when this list was made, or that it is pinned to.
public final class CommandAllowList implements CommandPolicy {
    /// What a refusal repeats of a model's word: longer than any program's name (NAME_MAX is 255).
    private static final int WORD_CHARS_MAX = 255;

    private final Map<String, Map<String, Optional<Path>>> programs;
    private final Map<List<String>, Path> exact;
    private final Map<Path, Sha256> own;
    private final WorkspacePaths paths;
    private final ArgumentPolicies policies;
    private final TrustedPath fixed;

    private CommandAllowList(
            Map<String, Map<String, Optional<Path>>> programs,
            Map<List<String>, Path> exact,
            Map<Path, Sha256> own,
            WorkspacePaths paths,
            ArgumentPolicies policies,
            TrustedPath fixed) {
        this.programs = programs;
        this.exact = exact;
        this.own = own;
        this.paths = paths;
        this.policies = policies;
        this.fixed = fixed;
    }

    /// Resolve each profile's commands now, so that nothing put on the path later is found.
    /// Relative entries of the path, directories inside the workspace and directories that anybody
    /// may write to are passed over.
    /// @param path in the platform's form, such as the value of `PATH`
    public static CommandAllowList of(Organism organism, String path, Path workspace) {
        var trusted = new TrustedPath(path, workspace);
        var paths = WorkspacePaths.of(workspace);
        var own = new LinkedHashMap<Path, Sha256>();
        var all = new LinkedHashMap<String, Map<String, Optional<Path>>>();
        for (var profile : organism.profiles()) {
            all.put(
                    profile.name(),
                    resolved(
                            profile,
                            name ->
                                    name.contains("/")
                                            ? own(paths, trusted, name, own)
                                            : trusted.find(name)));
        }
        return new CommandAllowList(
                Collections.unmodifiableMap(all),
                Map.of(),
                Collections.unmodifiableMap(own),
                paths,
                ArgumentPolicies.load(),
                trusted);
    }

    /// Allow one command line, word for word, under every profile.
    /// @param program what is started for it, absolute; the caller vouches for it
    public CommandAllowList allowExactly(Path program, List<String> words) {
        if (!program.isAbsolute() || words.isEmpty()) {
            throw new IllegalArgumentException(
                    "an exact rule needs an absolute program and at least one word; got %s and %s"
                            .formatted(program, words));
        }
        var more = new LinkedHashMap<>(exact);
        more.put(List.copyOf(words), program);
        return new CommandAllowList(
                programs, Collections.unmodifiableMap(more), own, paths, policies, fixed);
    }

    @Override
    public Decision decide(
            String profile,
            Map<String, Optional<Sha256>> granted,
            List<String> words,
            Path directory) {
        var listed = new LinkedHashMap<>(programs.getOrDefault(profile, Map.of()));
        listed.keySet().retainAll(granted.keySet());
        if (words.isEmpty()) {
            return refuse(profile, "an empty command", listed);
        }
        var rule = Optional.ofNullable(exact.get(words));
        if (rule.isPresent()) {
            return Decision.Run.as(rule.get(), words);
        }
        var name = asListed(words.getFirst(), listed.keySet());
        var program = Optional.ofNullable(listed.get(name)).flatMap(found -> found);
        if (program.isEmpty()) {
            return refuse(profile, "'" + shown(name) + "'" + whyNot(name, listed), listed);
        }
        return changed(name, program.get(), granted.getOrDefault(name, Optional.empty()))
                .orElseGet(
                        () ->
                                policies.decide(
                                        program.get(),
                                        words,
                                        paths,
                                        directory,
                                        inner -> decide(profile, granted, inner, directory)));
    }

    /// A program of a folder of the workspace, with or without the `./` that a shell needs for
    /// some.
    private static String asListed(String name, Set<String> listed) {
        boolean inFolder = name.startsWith("./") && name.indexOf('/', "./".length()) > 0;
        return inFolder && !listed.contains(name) ? name.substring("./".length()) : name;
    }

    @Override
    public Decision decideFixed(List<String> words, Path directory) {
        var program = words.isEmpty() ? Optional.<Path>empty() : fixed.find(words.getFirst());
        if (program.isEmpty()) {
            return new Decision.Refuse(
                    "'%s' is in no trusted directory of the path; the user has to install it"
                            .formatted(words.isEmpty() ? "" : words.getFirst()));
        }
        return policies.decide(
                program.get(),
                words,
                paths,
                directory,
                inner -> new Decision.Refuse("a fixed command starts no other"));
    }

    /// The program of a name in a trusted directory of the path, for what the user wrote down word
    /// for word. An absolute path is taken as it is.
    public Optional<Path> program(String name) {
        var path = Path.of(name);
        return path.isAbsolute() ? Optional.of(path).filter(Files::isExecutable) : fixed.find(name);
    }

    /// By name, as policies are: what is called by a path may be anything of that name.
    @Override
    public boolean independent(List<String> words) {
        return !words.isEmpty()
                && !words.getFirst().contains("/")
                && !exact.containsKey(words)
                && policies.of(words.getFirst()).filter(it -> it.independent(words)).isPresent();
    }

    /// A program of the workspace, as the bytes that it has now.
    private static Optional<Path> own(
            WorkspacePaths paths, TrustedPath trusted, String name, Map<Path, Sha256> own) {
        var program = paths.root().resolve(name).normalize();
        boolean inside =
                paths.unreadable(paths.root(), name).isEmpty()
                        || (program.startsWith(paths.root()) && trusted.isLed(program));
        if (!inside || !Files.isExecutable(program)) {
            return Optional.empty();
        }
        try {
            own.put(program, sha256(program));
            return Optional.of(program);
        } catch (IOException e) {
            return Optional.empty(); // a folder, or not ours to read: not a program to start
        }
    }

    /// The refusal where the program has not the bytes that it may start as.
    private Optional<Decision> changed(String name, Path program, Optional<Sha256> pin) {
        var expected = pin.or(() -> Optional.ofNullable(own.get(program)));
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (expected.get().equals(sha256(program))) {
                return Optional.empty();
            }
            return Optional.of(
                    new Decision.Refuse(
                            pin.isPresent()
                                    ? "'%s' is pinned to other bytes than %s has; the user has to pin it anew"
                                            .formatted(name, program)
                                    : "'%s' has changed since it was trusted; the user has to look at it and start anew"
                                            .formatted(name)));
        } catch (IOException e) {
            return Optional.of(
                    new Decision.Refuse(
                            "'%s' is pinned, and %s cannot be read to compare: %s"
                                    .formatted(name, program, e)));
        }
    }

    private static Sha256 sha256(Path program) throws IOException {
        var digest = Sha256.newDigest();
        try (var in = new DigestInputStream(Files.newInputStream(program), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.ofDigest(digest.digest());
    }

    private static String shown(String word) {
        return word.length() <= WORD_CHARS_MAX ? word : word.substring(0, WORD_CHARS_MAX) + "…";
    }

    private static String whyNot(String name, Map<String, Optional<Path>> listed) {
        return listed.containsKey(name) ? ", which is listed but in no trusted directory" : "";
    }

    private Decision refuse(String profile, String what, Map<String, Optional<Path>> listed) {
        var allowed = new ArrayList<String>();
        listed.forEach((name, path) -> path.ifPresent(_ -> allowed.add(name)));
        var text = new StringBuilder("profile '%s' may not start %s; ".formatted(profile, what));
        text.append("allowed, by plain name: ");
        text.append(allowed.isEmpty() ? "nothing" : String.join(", ", allowed));
        exact.keySet().forEach(words -> text.append("; exactly: ").append(String.join(" ", words)));
        return new Decision.Refuse(text.toString());
    }

    private static Map<String, Optional<Path>> resolved(
            ProfileSpec profile, Function<String, Optional<Path>> find) {
        var found = new LinkedHashMap<String, Optional<Path>>();
        profile.commands().forEach(name -> found.put(name, find.apply(name)));
        return Collections.unmodifiableMap(found);
    }
}
