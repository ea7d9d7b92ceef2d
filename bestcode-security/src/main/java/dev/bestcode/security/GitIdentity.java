package dev.bestcode.security;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Who commits in a workspace. A child has a home of its own, where git would find nobody, so it is
/// told by variables what git says in ours: it alone knows the files that it reads, what they
/// include, and the repository's own word. Asked when it is first needed, and kept. Used from any
/// thread.
/// @see "git-var(1), GIT_AUTHOR_IDENT; git(1), GIT_AUTHOR_NAME"
final class GitIdentity {
    private static final List<String> ROLES = List.of("AUTHOR", "COMMITTER");

    /// What it reads of the environment, beside what begins with `GIT_`; no key is handed on.
    private static final Set<String> NAMES = Set.of("PATH", "HOME", "XDG_CONFIG_HOME", "EMAIL");

    /// As git prints it: name, address, seconds and time zone.
    private static final Pattern IDENT = Pattern.compile("(.*) <(.*)> [0-9]+ [-+][0-9]{4}\\s*");

    private static final int BYTES_MAX = 4_096;
    private static final long SECONDS = 5;

    private final Path workspace;
    private final Map<String, String> environment;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Map<String, String>> known = Optional.empty();

    /// @param environment ours
    GitIdentity(Path workspace, Map<String, String> environment) {
        this.workspace = workspace;
        this.environment = new TreeMap<>(environment);
        this.environment
                .keySet()
                .removeIf(name -> !NAMES.contains(name) && !name.startsWith("GIT_"));
    }

    /// `GIT_AUTHOR_NAME` and the like; none where there is no git, or it knows nobody.
    Map<String, String> variables() {
        lock.lock();
        try {
            if (known.isEmpty()) {
                known = Optional.of(Map.copyOf(asked()));
            }
            return known.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of(); // the child's start will see it; another one asks again
        } finally {
            lock.unlock();
        }
    }

    private Map<String, String> asked() throws InterruptedException {
        var variables = new TreeMap<String, String>();
        var git = new TrustedPath(environment.getOrDefault("PATH", ""), workspace).find("git");
        if (git.isPresent()) {
            for (var role : ROLES) {
                var ident = IDENT.matcher(said(git.get(), "GIT_" + role + "_IDENT"));
                if (ident.matches()) {
                    variables.put("GIT_" + role + "_NAME", ident.group(1));
                    variables.put("GIT_" + role + "_EMAIL", ident.group(2));
                }
            }
        }
        return variables;
    }

    /// @return empty when it says nothing
    private String said(Path git, String variable) throws InterruptedException {
        try {
            var builder =
                    new ProcessBuilder(git.toString(), "var", variable)
                            .directory(workspace.toFile())
                            .redirectInput(new File("/dev/null"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(environment);
            var process = builder.start();
            try (var out = process.getInputStream()) {
                if (process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return new String(out.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
                }
                return "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return "";
        }
    }
}
