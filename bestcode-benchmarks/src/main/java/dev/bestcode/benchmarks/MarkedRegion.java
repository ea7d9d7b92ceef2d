package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part of a document that a program writes, between two comments; what is around it stays.
/// @param name in the comments `<!-- begin NAME -->` and `<!-- end NAME -->`
record MarkedRegion(Path page, String name) {
    /// Put this in place of what is between the comments.
    /// @throws IllegalStateException when they are not there, each once and in order
    void write(String text) {
        try {
            Files.writeString(page, replaced(Files.readString(page), text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rewrite " + page, e);
        }
    }

    /// Look whether it can be written, before hours are spent on what is to go there.
    void check() {
        try {
            replaced(Files.readString(page), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + page, e);
        }
    }

    String replaced(String document, String text) {
        var begin = "<!-- begin " + name + " -->\n";
        var end = "<!-- end " + name + " -->\n";
        int from = document.indexOf(begin);
        int to = document.indexOf(end);
        boolean once = from == document.lastIndexOf(begin) && to == document.lastIndexOf(end);
        if (from < 0 || to < from || !once) {
            throw new IllegalStateException(
                    "%s needs the lines '%s' and '%s', each once and in this order; put them where the table is to stand"
                            .formatted(page, begin.strip(), end.strip()));
        }
        return document.substring(0, from + begin.length())
                + "\n"
                + text.strip()
                + "\n\n"
                + document.substring(to);
    }
}
