package dev.bestcode.security;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// What stands in the way to a place where there should be folders alone.
final class NoFolder {
    private NoFolder() {}

    /// The outermost link or file between a folder and a place in it.
    static Optional<Path> onTheWay(Path around, Path place) {
        var names = around.relativize(place);
        for (int count = 1; count < names.getNameCount(); count++) {
            var path = around.resolve(names.subpath(0, count));
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
