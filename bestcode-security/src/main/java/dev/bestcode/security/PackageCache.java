package dev.bestcode.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A package cache or toolchain in the home of whoever runs the system, which children share to
/// read.
/// @param place real path
/// @param inHome the same place relative to any home
/// @param variable names it for programs that look, as `NAME=value`
record PackageCache(Path place, Path inHome, Optional<String> variable) {
    private static final String HOME = "~/";
    private static final String PLACE = "{}";
    private static final List<String> ALL = PathList.lines("package-caches.txt");

    /// Those that are there, and are nobody else's: a link may lead anywhere.
    static List<PackageCache> of(Path home) {
        return ALL.stream()
                .map(line -> line.split("\\s+", 2))
                .map(
                        words -> {
                            var inHome = Path.of(words[0].substring(HOME.length()));
                            var place = home.resolve(inHome);
                            return new PackageCache(
                                    place,
                                    inHome,
                                    words.length == 1
                                            ? Optional.empty()
                                            : Optional.of(
                                                    words[1].replace(PLACE, place.toString())));
                        })
                .filter(
                        cache ->
                                Files.isDirectory(cache.place)
                                        && isWithoutLinks(cache.inHome, home))
                .toList();
    }

    private static boolean isWithoutLinks(Path inHome, Path home) {
        var each = home;
        for (var name : inHome) {
            each = each.resolve(name);
            if (Files.isSymbolicLink(each)) {
                return false;
            }
        }
        return true;
    }
}
