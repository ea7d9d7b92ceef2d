package dev.bestcode.it;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The house format: google-java-format, AOSP style. It knows no `///`: it would break a long one
/// into `///` and `//`, and drop an import that only a `[Link]` uses. Both are done here instead.
/// `./format` runs this file as a program.
final class SourceFormat {
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?[\\w.]*?(\\w+);");

    private SourceFormat() {}

    /// Rewrite the sources named, and all below the folders named; print which ones changed.
    public static void main(String[] paths) throws IOException {
        for (var path : paths)
            sources(Path.of(path)).parallelStream().forEach(SourceFormat::rewrite);
    }

    static List<Path> sources(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).startsWith("target"))
                    .filter(file -> !root.relativize(file).toString().contains("/target/"))
                    .toList();
        }
    }

    static boolean isFormatted(Path file) {
        var source = read(file);
        return source.equals(format(file, source));
    }

    private static void rewrite(Path file) {
        var source = read(file);
        var formatted = format(file, source);
        if (formatted.equals(source)) return;
        try {
            Files.writeString(file, formatted);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        System.out.println(file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String format(Path file, String source) {
        try {
            return format(source);
        } catch (FormatterException e) {
            throw new IllegalArgumentException(file + " cannot be parsed: " + e.getMessage(), e);
        }
    }

    static String format(String source) throws FormatterException {
        var comments = new MarkdownComments();
        var marked = comments.mark(dropUnusedImports(source));
        var ordered = ImportOrderer.reorderImports(marked, Style.AOSP);
        return comments.unmark(FORMATTER.formatSource(ordered));
    }

    private static String dropUnusedImports(String source) throws FormatterException {
        var used = RemoveUnusedImports.removeUnusedImports(source).lines().collect(toSet());
        return source.lines()
                .filter(line -> used.contains(line) || !isImport(line) || isLinked(line, source))
                .collect(joining("\n", "", "\n"));
    }

    private static boolean isImport(String line) {
        return IMPORT.matcher(line).matches();
    }

    private static boolean isLinked(String line, String source) {
        var name = IMPORT.matcher(line).replaceAll("$1");
        return Pattern.compile("///.*\\[" + name + "\\b").matcher(source).find();
    }
}
