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
import java.util.function.Function;

/// Lets a profile start the programs that it lists by name, each resolved once to an absolute path,
/// and exact command lines allowed one by one. Immutable.
///
/// It decides by program alone. An allowed program gets any arguments, also such as make it run
/// another program (`git -c`, `find -exec`): policies for arguments are not part of this class, so
/// list only programs that may do whatever they can inside the sandbox.
public final class CommandAllowList implements CommandPolicy {
    /// What a refusal repeats of a model's word: longer than any program's name (NAME_MAX is 255).
    private static final int WORD_CHARS_MAX = 255;

    private final Map<String, Map<String, Optional<Path>>> programs;
    private final Map<List<String>, Path> exact;

    private CommandAllowList(
            Map<String, Map<String, Optional<Path>>> programs, Map<List<String>, Path> exact) {
        this.programs = programs;
        this.exact = exact;
    }

    /// Resolve each profile's commands now, so that nothing put on the path later is found.
    /// Relative entries of the path, directories inside the workspace and directories that anybody
    /// may write to are passed over.
    /// @param path in the platform's form, such as the value of `PATH`
    public static CommandAllowList of(Organism organism, String path, Path workspace) {
        var trusted = new TrustedPath(path, workspace);
        var all = new LinkedHashMap<String, Map<String, Optional<Path>>>();
        for (var profile : organism.profiles()) {
            all.put(profile.name(), resolved(profile, trusted::find));
        }
        return new CommandAllowList(Collections.unmodifiableMap(all), Map.of());
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
        return new CommandAllowList(programs, Collections.unmodifiableMap(more));
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
            return new Decision.Run(rule.get());
        }
        var name = words.getFirst();
        return Optional.ofNullable(listed.get(name))
                .flatMap(found -> found)
                .map(program -> pinned(name, program, granted.getOrDefault(name, Optional.empty())))
                .orElseGet(() -> refuse(profile, "'" + shown(name) + "'", listed));
    }

    private static Decision pinned(String name, Path program, Optional<Sha256> pin) {
        try {
            if (pin.isEmpty() || pin.get().equals(sha256(program))) {
                return new Decision.Run(program);
            }
            return new Decision.Refuse(
                    "'%s' is pinned to other bytes than %s has; the user has to pin it anew"
                            .formatted(name, program));
        } catch (IOException e) {
            return new Decision.Refuse(
                    "'%s' is pinned, and %s cannot be read to compare: %s"
                            .formatted(name, program, e));
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

    private Decision refuse(String profile, String what, Map<String, Optional<Path>> listed) {
        var allowed = new ArrayList<String>();
        var missing = new ArrayList<String>();
        listed.forEach((name, path) -> (path.isPresent() ? allowed : missing).add(name));
        var text = new StringBuilder("profile '%s' may not start %s; ".formatted(profile, what));
        text.append("allowed, by plain name: ");
        text.append(allowed.isEmpty() ? "nothing" : String.join(", ", allowed));
        if (!missing.isEmpty()) {
            text.append("; listed but not found in a trusted directory: ");
            text.append(String.join(", ", missing));
        }
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
