package dev.bestcode.it;

import java.nio.file.Path;

/// Where the sources that are being tested lie.
final class SourceTree {
    static final Path ROOT =
            Path.of(System.getProperty("bestcode.root", "..")).toAbsolutePath().normalize();

    private SourceTree() {}
}
