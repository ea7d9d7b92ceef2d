package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Which paths one child sees, and what it may do with them: once as mounts, once as Landlock's
/// rules. The two say the same in different words, so that each holds when the other does not
/// stand.
final class ChildView {
    private static final List<Path> DEVICES =
            List.of(
                    Path.of("/dev/null"),
                    Path.of("/dev/zero"),
                    Path.of("/dev/full"),
                    Path.of("/dev/tty"));

    /// Where programs leave what they do not keep; a child's own, and one folder.
    private static final List<Path> TEMPORARY =
            List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

    private final Confinement around;
    private final PrivateFolders folders;
    private final Path temp;
    private final HomePlaces places;
    private final Map<PackageCache, Descriptor> layered;
    private final Set<Path> readable = new LinkedHashSet<>();
    private final Set<Path> writable = new LinkedHashSet<>();

    /// @param temp for the child's temporary files
    /// @param places of the child's home
    /// @param layered package caches that are shown in it; others are read where they are
    ChildView(
            Confinement around,
            PrivateFolders folders,
            Path temp,
            HomePlaces places,
            Map<PackageCache, Descriptor> layered,
            Request request) {
        this.around = around;
        this.folders = folders;
        this.temp = temp;
        this.places = places;
        this.layered = Map.copyOf(layered);
        around.caches().stream()
                .filter(cache -> !layered.containsKey(cache))
                .forEach(cache -> readable.add(cache.place()));
        readable.addAll(around.toolchains());
        addReal(readable, request.program());
        for (var path : request.grants().read()) {
            addReal(readable, PathList.path(path, around.home()));
        }
        for (var path : request.grants().write()) {
            addReal(writable, PathList.path(path, around.home()));
        }
        writable.add(around.workspace());
    }

    private static void addReal(Set<Path> paths, Path path) {
        try {
            paths.add(path.toRealPath());
        } catch (IOException e) {
            // what is not there cannot be granted
        }
    }

    /// @param ports as in [Landlock.Rules]
    Landlock.Rules rules(Optional<OptionalInt> ports, boolean procIsOurs) {
        var written = new LinkedHashSet<>(writable);
        written.addAll(List.of(temp, places.home()));
        written.addAll(DEVICES);
        var read = new LinkedHashSet<>(readable);
        if (procIsOurs) {
            read.remove(LinuxSandbox.PROC);
        }
        return new Landlock.Rules(read, written, ports);
    }

    /// @param user who must be able to get at what is shown; absent is whoever we are
    /// @param held protected places that are there
    void mount(MountPlan plan, Optional<ChildUser> user, IdMaps maps, List<Path> held)
            throws IOException {
        for (var covered : covered(user)) {
            plan.cover(covered, folders.cover(covered));
        }
        for (var shared : TEMPORARY) {
            plan.lend(shared, temp);
        }
        var home = places.home();
        plan.lend(home, home);
        for (var layer : layered.entrySet()) {
            var cache = layer.getKey();
            places.folder(cache.inHome());
            plan.shared(home.resolve(cache.inHome()), cache.place(), layer.getValue());
        }
        if (user.isPresent()) {
            plan.readOnly(
                    Path.of("/etc/passwd"), folders.passwd(user.get(), home), Optional.empty());
        }
        for (var path : readable) {
            if (isCovered(path)) {
                plan.readOnly(path, path, maps.of(path, user));
            }
        }
        for (var path : writable) {
            plan.writable(path, path, maps.of(path, user));
        }
        var pinned = new LinkedHashSet<Path>();
        for (var place : held) {
            for (var folder : foldersOf(place)) {
                if (pinned.add(folder)) {
                    plan.writable(folder, folder, maps.of(folder, user));
                }
            }
            plan.readOnly(place, place, maps.of(place, user));
        }
    }

    /// The folders around a protected place that are made mounts, because a mount cannot be renamed
    /// away with what is protected in it: the next one, and all others of a repository's own.
    private List<Path> foldersOf(Path place) {
        var folders = new ArrayList<Path>();
        var folder = Objects.requireNonNull(place.getParent());
        while (!folder.equals(around.workspace())
                && (folders.isEmpty() || isInRepository(folder))) {
            folders.add(folder);
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folders;
    }

    private boolean isInRepository(Path folder) {
        for (var name : around.workspace().relativize(folder)) {
            if (name.toString().equals(Repositories.GIT)) {
                return true;
            }
        }
        return false;
    }

    /// Show Maven the settings that say where its way out is, in place of those of its home.
    void mountSettings(MountPlan plan, Optional<Path> settings) throws IOException {
        if (settings.isPresent()) {
            places.file(Path.of(JvmWayOut.MAVEN_PLACE), JvmWayOut.MAVEN_NOTHING);
            plan.readOnly(
                    places.home().resolve(JvmWayOut.MAVEN_PLACE), settings.get(), Optional.empty());
        }
    }

    private boolean isCovered(Path path) {
        return !path.startsWith(around.workspace())
                && Stream.concat(TEMPORARY.stream(), sensitive().stream())
                        .anyMatch(path::startsWith);
    }

    private List<Path> sensitive() {
        var sensitive = new ArrayList<>(LinuxSandbox.COVERED);
        sensitive.add(around.home());
        sensitive.add(around.folder());
        return sensitive;
    }

    /// The folders that are covered: those of people and of the system's services, and those that
    /// the child's user could not walk through to what it was granted.
    private Set<Path> covered(Optional<ChildUser> user) throws IOException {
        var covered = new LinkedHashSet<Path>();
        for (var path : sensitive()) {
            if (Files.isDirectory(path) && !path.startsWith(around.workspace())) {
                covered.add(path.toRealPath());
            }
        }
        if (user.isPresent()) {
            for (var path : writable) {
                unwalkable(path).ifPresent(covered::add);
            }
            for (var path : readable) {
                if (isCovered(path)) {
                    unwalkable(path).ifPresent(covered::add);
                }
            }
        }
        return covered;
    }

    /// The outermost folder around a path that not everybody may walk through.
    private static Optional<Path> unwalkable(Path path) throws IOException {
        for (int count = 1; count < path.getNameCount(); count++) {
            var folder = path.getRoot().resolve(path.subpath(0, count));
            if (!Files.getPosixFilePermissions(folder)
                    .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
