package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.symbol.FileSymbols;
import dev.bestcode.api.symbol.Symbol;
import dev.bestcode.api.symbol.SymbolKind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/// What the index knows of one file. Symbols are kept packed: a large tree has millions of them,
/// and few are ever looked at.
final class IndexedFile {
    private final String path;
    private final FileStamp stamp;
    private final Sha256 hash;
    private final String language;
    private final String caveat;
    private final int symbols;
    private final byte[] definitions;
    private final byte[] mentions;

    private IndexedFile(
            String path,
            FileStamp stamp,
            Sha256 hash,
            String language,
            String caveat,
            int symbols,
            byte[] definitions,
            byte[] mentions) {
        this.path = path;
        this.stamp = stamp;
        this.hash = hash;
        this.language = language;
        this.caveat = caveat;
        this.symbols = symbols;
        this.definitions = definitions;
        this.mentions = mentions;
    }

    static IndexedFile of(String path, FileStamp stamp, Sha256 hash, FileSymbols found) {
        var definitions = new BlobWriter();
        for (var symbol : found.definitions()) {
            definitions
                    .text(symbol.kind().word())
                    .text(symbol.name())
                    .text(symbol.scope())
                    .number(symbol.line())
                    .number((long) symbol.endLine() - symbol.line())
                    .text(symbol.signature())
                    .text(symbol.doc());
        }
        var mentions = new BlobWriter();
        found.mentions().forEach((name, count) -> mentions.text(name).number(count));
        return new IndexedFile(
                path,
                stamp,
                hash,
                found.language(),
                found.caveat().orElse(""),
                found.definitions().size(),
                definitions.toByteArray(),
                mentions.toByteArray());
    }

    /// The same content under a newer stamp.
    IndexedFile stamped(FileStamp newer) {
        return new IndexedFile(path, newer, hash, language, caveat, symbols, definitions, mentions);
    }

    void write(BlobWriter out) {
        out.text(path)
                .number(stamp.sizeBytes())
                .number(stamp.modifiedMicros())
                .blob(hash.toByteArray())
                .text(language)
                .text(caveat)
                .number(symbols)
                .blob(definitions)
                .blob(mentions);
    }

    static IndexedFile read(BlobReader in) {
        return new IndexedFile(
                in.text(),
                new FileStamp(in.number(), in.number()),
                Sha256.ofDigest(in.blob()),
                in.text(),
                in.text(),
                in.integer(),
                in.blob(),
                in.blob());
    }

    List<Symbol> definitions() {
        var all = new ArrayList<Symbol>(symbols);
        var in = new BlobReader(definitions);
        while (in.hasMore()) {
            var kind = SymbolKind.of(in.text());
            var name = in.text();
            var scope = in.text();
            int line = in.integer();
            all.add(new Symbol(kind, name, scope, line, line + in.integer(), in.text(), in.text()));
        }
        return all;
    }

    void eachMention(ObjIntConsumer<String> each) {
        var in = new BlobReader(mentions);
        while (in.hasMore()) {
            each.accept(in.text(), in.integer());
        }
    }

    boolean mentions(String name) {
        var wanted = name.getBytes(StandardCharsets.UTF_8);
        var in = new BlobReader(mentions);
        while (in.hasMore()) {
            boolean found = in.textIs(wanted);
            in.number();
            if (found) {
                return true;
            }
        }
        return false;
    }

    String path() {
        return path;
    }

    FileStamp stamp() {
        return stamp;
    }

    Sha256 hash() {
        return hash;
    }

    String language() {
        return language;
    }

    Optional<String> caveat() {
        return Optional.of(caveat).filter(text -> !text.isEmpty());
    }

    int symbols() {
        return symbols;
    }

    int packedBytes() {
        return definitions.length + mentions.length;
    }
}
