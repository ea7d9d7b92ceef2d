package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.wit.WitFile.Header;
import dev.bestcode.wasm.wit.WitFile.TopUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one WIT text. Time and heap are linear in its length, which is bounded.
final class WitParser {
    private final Tokens tokens;
    private final ItemParser items;

    private WitParser(Tokens tokens) {
        this.tokens = tokens;
        this.items = new ItemParser(tokens);
    }

    /// @param file named in errors
    /// @throws dev.bestcode.wasm.WitException with line and column, at the first thing that is
    /// wrong
    static WitFile parse(String file, String text) {
        var parser = new WitParser(new Tokens(file, text));
        return parser.file();
    }

    private WitFile file() {
        var parts = new Parts();
        boolean first = true;
        while (tokens.peek().kind() != Token.Kind.END) {
            var attributes = items.attributes();
            if (tokens.sees("package")) {
                packagePart(attributes, first, parts);
            } else {
                part(attributes, parts);
            }
            first = false;
        }
        return parts.file();
    }

    private void packagePart(Attributes attributes, boolean first, Parts parts) {
        tokens.take();
        var at = tokens.peek().at();
        var header = new Header(attributes.docs(), items.packageName(), at);
        if (first && tokens.takeIf(";")) {
            parts.header = Optional.of(header);
            return;
        }
        tokens.expect("{");
        var inner = new Parts();
        inner.header = Optional.of(header);
        while (!tokens.takeIf("}")) {
            var before = items.attributes();
            if (tokens.sees("package")) {
                throw tokens.peek()
                        .at()
                        .error(
                                "a package inside a package",
                                "Put it beside the other, at the top of the file.");
            }
            part(before, inner);
        }
        parts.nested.add(inner.file());
    }

    private void part(Attributes attributes, Parts parts) {
        if (tokens.takeIf("interface")) {
            parts.interfaces.add(new Interface(attributes, tokens.name(), items.interfaceItems()));
        } else if (tokens.takeIf("world")) {
            parts.worlds.add(new World(attributes, tokens.name(), worldItems()));
        } else if (tokens.takeIf("use")) {
            parts.uses.add(topUse(attributes));
        } else {
            throw tokens.expected("'package', 'interface', 'world' or 'use'");
        }
    }

    private TopUse topUse(Attributes attributes) {
        var path = items.path();
        if (!attributes.equals(Attributes.documented(attributes.docs()))) {
            throw path.at()
                    .error(
                            "a 'use' at the top of a file has no gate",
                            "Put the gate before what uses the name.");
        }
        var known = tokens.takeIf("as") ? tokens.name() : path.name();
        tokens.expect(";");
        return new TopUse(path, known);
    }

    private List<WorldItem> worldItems() {
        tokens.expect("{");
        var found = new ArrayList<WorldItem>();
        while (!tokens.takeIf("}")) {
            found.add(worldItem(items.attributes()));
        }
        return List.copyOf(found);
    }

    private WorldItem worldItem(Attributes attributes) {
        if (tokens.sees("use")) {
            return items.use(attributes);
        }
        if (items.seesType()) {
            return items.type(attributes);
        }
        if (tokens.takeIf("import")) {
            return new Extern(attributes, false, items.target());
        }
        if (tokens.takeIf("export")) {
            return new Extern(attributes, true, items.target());
        }
        if (tokens.takeIf("include")) {
            return include(attributes);
        }
        throw tokens.expected("'import', 'export', 'include', 'use' or a type");
    }

    private Include include(Attributes attributes) {
        var world = items.path();
        if (!tokens.takeIf("with")) {
            tokens.expect(";");
            return new Include(attributes, world, List.of());
        }
        tokens.expect("{");
        var renamings =
                tokens.separated(
                        "}",
                        () -> {
                            var from = tokens.name();
                            tokens.expect("as");
                            return new Include.Renaming(from, tokens.name());
                        });
        tokens.takeIf(";");
        return new Include(attributes, world, renamings);
    }

    /// A file as it is read.
    private static final class Parts {
        private Optional<Header> header = Optional.empty();
        private final List<TopUse> uses = new ArrayList<>();
        private final List<Interface> interfaces = new ArrayList<>();
        private final List<World> worlds = new ArrayList<>();
        private final List<WitFile> nested = new ArrayList<>();

        WitFile file() {
            return new WitFile(
                    header,
                    List.copyOf(uses),
                    List.copyOf(interfaces),
                    List.copyOf(worlds),
                    List.copyOf(nested));
        }
    }
}
