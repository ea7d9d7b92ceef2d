package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Sha256;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A program that ends while it parses, without closing anything.
final class DyingParser {
    static final int STATUS = 134;

    private DyingParser() {}

    public static void main(String[] args) throws Exception {
        var memory = CrashMemory.in(Path.of(args[0]));
        var parse = memory.begin(Sha256.of(args[1].getBytes(StandardCharsets.UTF_8)));
        Runtime.getRuntime().halt(parse == null ? 1 : STATUS);
    }
}
