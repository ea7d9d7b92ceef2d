package dev.bestcode.organism;

import java.nio.file.Path;

/// The text of a file that is being read.
/// @param problems of the file
/// @param directory absolute, where relative names of the file start
/// @param name of an organism that says none
record Source(Problems problems, Path directory, String text, String name) {
    /// The file's name without its ending.
    static String nameOf(Path file) {
        var fileName = file.getFileName();
        var name = fileName == null ? "" : fileName.toString().replaceFirst("\\.ya?ml$", "");
        return name.isEmpty() ? OrganismYaml.UNNAMED : name;
    }
}
