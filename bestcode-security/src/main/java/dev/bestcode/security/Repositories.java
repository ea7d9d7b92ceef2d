package dev.bestcode.security;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/// Finds the git repositories of a workspace: a folder in which git keeps one is known by what it
/// has, because those of submodules (`.git/modules/m`), of worktrees (`.git/worktrees/w`) and bare
/// ones have any name. The nearest are found first; no link is followed.
/// @see "gitrepository-layout(5)"
final class Repositories {
    /// About a second of looking; what lies deeper in a larger workspace is not found.
    private static final int ENTRIES_MAX = 200_000;

    /// Each is a few mounts at every start of a child.
    private static final int REPOSITORIES_MAX = 200;

    static final String GIT = ".git";

    /// Folders of a repository's in which others are kept.
    private static final Set<String> INSIDE = Set.of("modules", "worktrees");

    private final Path workspace;
    private final Queue<Path> folders = new ArrayDeque<>();
    private final List<ProtectedPath> found = new ArrayList<>();
    private int entries;
    private int repositories;

    private Repositories(Path workspace) {
        this.workspace = workspace;
    }

    /// What is protected of all of them.
    static List<ProtectedPath> in(Path workspace) {
        var search = new Repositories(workspace);
        search.folders.add(workspace);
        while (!search.folders.isEmpty()
                && search.entries < ENTRIES_MAX
                && search.repositories < REPOSITORIES_MAX) {
            search.look(search.folders.remove());
        }
        return List.copyOf(search.found);
    }

    private void look(Path folder) {
        var isFolder = list(folder);
        boolean repository = folder.endsWith(GIT) || isRepository(isFolder.keySet());
        if (repository) {
            repositories++;
            found.addAll(ProtectedPath.ofRepository(workspace.relativize(folder)));
        }
        if (!isFolder.getOrDefault(GIT, true)) {
            repositories++;
            found.add(ProtectedPath.ofPointer(workspace.relativize(folder.resolve(GIT))));
        }
        isFolder.forEach(
                (name, is) -> {
                    if (is && (!repository || INSIDE.contains(name))) {
                        folders.add(folder.resolve(name));
                    }
                });
    }

    private static boolean isRepository(Set<String> names) {
        return names.contains("HEAD")
                && (names.contains("commondir") || names.containsAll(Set.of("objects", "refs")));
    }

    /// Names, and whether each is a folder; as far as it can be read.
    private Map<String, Boolean> list(Path folder) {
        var isFolder = new TreeMap<String, Boolean>();
        try (var listed = Files.newDirectoryStream(folder)) {
            for (var path : listed) {
                if (entries++ == ENTRIES_MAX) {
                    break;
                }
                isFolder.put(
                        path.getFileName().toString(),
                        Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // nobody else of this user reads it either
        }
        return isFolder;
    }
}
