package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.wit.TypeBody.Kind;
import dev.bestcode.wasm.wit.TypeBody.Member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what interfaces and worlds have in common: attributes, paths, types, functions.
final class ItemParser {
    private final Tokens tokens;
    private final TypeParser types;

    ItemParser(Tokens tokens) {
        this.tokens = tokens;
        this.types = new TypeParser(tokens);
    }

    Attributes attributes() {
        var docs = tokens.peek().docs();
        var since = Optional.<String>empty();
        var feature = Optional.<String>empty();
        var deprecated = Optional.<String>empty();
        while (tokens.takeIf("@")) {
            var gate = tokens.take();
            switch (gate.text()) {
                case "since" -> since = Optional.of(version());
                case "deprecated" -> deprecated = Optional.of(version());
                case "unstable" -> feature = Optional.of(feature());
                default ->
                        throw gate.at()
                                .error(
                                        "there is no attribute " + gate.words(),
                                        "There are @since, @unstable and @deprecated.");
            }
            docs = joined(docs, tokens.peek().docs());
        }
        return new Attributes(docs, since, feature, deprecated);
    }

    private static String joined(String docs, String more) {
        return docs.isEmpty() ? more : more.isEmpty() ? docs : docs + "\n" + more;
    }

    private String version() {
        argument("version");
        var version = tokens.version();
        tokens.expect(")");
        return version;
    }

    private String feature() {
        argument("feature");
        var feature = tokens.name().text();
        tokens.expect(")");
        return feature;
    }

    private void argument(String name) {
        tokens.expect("(");
        tokens.expect(name);
        tokens.expect("=");
    }

    PackageName packageName() {
        return packageName(tokens.name().text());
    }

    private PackageName packageName(String namespace) {
        tokens.expect(":");
        return versioned(namespace, tokens.name().text());
    }

    private PackageName versioned(String namespace, String name) {
        return new PackageName(
                namespace,
                name,
                tokens.takeIf("@") ? Optional.of(tokens.version()) : Optional.empty());
    }

    Path path() {
        return path(tokens.name());
    }

    private Path path(Name first) {
        return tokens.takeIf(":") ? path(first, tokens.name()) : Path.local(first);
    }

    private Path path(Name namespace, Name name) {
        tokens.expect("/");
        var inner = tokens.name();
        return new Path(
                Optional.of(versioned(namespace.text(), name.text())),
                new Name(inner.text(), namespace.at()));
    }

    List<InterfaceItem> interfaceItems() {
        tokens.expect("{");
        var items = new ArrayList<InterfaceItem>();
        while (!tokens.takeIf("}")) {
            var attributes = attributes();
            if (tokens.sees("use")) {
                items.add(use(attributes));
            } else if (seesType()) {
                items.add(type(attributes));
            } else {
                items.add(function(attributes));
            }
        }
        return List.copyOf(items);
    }

    Use use(Attributes attributes) {
        tokens.expect("use");
        var from = path();
        tokens.expect(".");
        tokens.expect("{");
        var names = tokens.separated("}", this::taken);
        tokens.expect(";");
        return new Use(attributes, from, names);
    }

    private Use.Taken taken() {
        var name = tokens.name();
        return new Use.Taken(
                name, tokens.takeIf("as") ? Optional.of(tokens.name()) : Optional.empty());
    }

    boolean seesType() {
        return tokens.sees("type")
                || tokens.sees("resource")
                || tokens.sees("record")
                || tokens.sees("variant")
                || tokens.sees("enum")
                || tokens.sees("flags");
    }

    NamedType type(Attributes attributes) {
        var keyword = tokens.take().text();
        var name = tokens.name();
        return new NamedType(
                attributes,
                name,
                switch (keyword) {
                    case "type" -> alias();
                    case "resource" -> resource(name);
                    case "record" -> members(Kind.RECORD, name);
                    case "variant" -> members(Kind.VARIANT, name);
                    case "enum" -> members(Kind.ENUM, name);
                    default -> members(Kind.FLAGS, name);
                });
    }

    private TypeBody alias() {
        tokens.expect("=");
        var type = types.type();
        tokens.expect(";");
        return new TypeBody.Alias(type);
    }

    private TypeBody members(Kind kind, Name name) {
        tokens.expect("{");
        var members = tokens.separated("}", () -> member(kind));
        if (members.isEmpty() && (kind == Kind.VARIANT || kind == Kind.ENUM)) {
            throw name.at()
                    .error(kind.keyword + " '" + name + "' has no case", "Give it at least one.");
        }
        return new TypeBody.Members(kind, members);
    }

    private Member member(Kind kind) {
        var docs = tokens.peek().docs();
        var name = tokens.name();
        return new Member(
                docs,
                name,
                switch (kind) {
                    case RECORD -> {
                        tokens.expect(":");
                        yield Optional.of(types.type());
                    }
                    case VARIANT -> payload();
                    case ENUM, FLAGS -> Optional.empty();
                });
    }

    private Optional<WitType> payload() {
        if (!tokens.takeIf("(")) {
            return Optional.empty();
        }
        var type = types.type();
        tokens.expect(")");
        return Optional.of(type);
    }

    private TypeBody resource(Name name) {
        var functions = new ArrayList<Function>();
        if (!tokens.takeIf(";")) {
            tokens.expect("{");
            while (!tokens.takeIf("}")) {
                functions.add(resourceFunction(attributes(), name));
            }
        }
        return new TypeBody.Resource(List.copyOf(functions));
    }

    private Function resourceFunction(Attributes attributes, Name resource) {
        if (tokens.sees("constructor")) {
            var at = tokens.take().at();
            var name = new Name(resource.text(), at);
            return signature(attributes, Function.Kind.CONSTRUCTOR, name, false);
        }
        var name = tokens.name();
        tokens.expect(":");
        var kind = tokens.takeIf("static") ? Function.Kind.STATIC : Function.Kind.METHOD;
        return function(attributes, kind, name);
    }

    private Function function(Attributes attributes) {
        var name = tokens.name();
        tokens.expect(":");
        return function(attributes, Function.Kind.FREE, name);
    }

    private Function function(Attributes attributes, Function.Kind kind, Name name) {
        boolean async = tokens.takeIf("async");
        tokens.expect("func");
        return signature(attributes, kind, name, async);
    }

    private Function signature(
            Attributes attributes, Function.Kind kind, Name name, boolean async) {
        tokens.expect("(");
        var parameters =
                tokens.separated(
                        ")",
                        () -> {
                            var parameter = tokens.name();
                            tokens.expect(":");
                            return new Function.Parameter(parameter, types.type());
                        });
        var result = tokens.takeIf("->") ? Optional.of(types.type()) : Optional.<WitType>empty();
        tokens.expect(";");
        return new Function(attributes, kind, name, async, parameters, result);
    }

    /// What an import or export names.
    Extern.Target target() {
        var first = tokens.name();
        if (!tokens.takeIf(":")) {
            tokens.expect(";");
            return new Extern.Target.ByPath(Optional.empty(), Path.local(first));
        }
        if (tokens.sees("func") || tokens.sees("async")) {
            return new Extern.Target.Func(function(Attributes.NONE, Function.Kind.FREE, first));
        }
        if (tokens.takeIf("interface")) {
            return new Extern.Target.Inline(first, interfaceItems());
        }
        var second = tokens.name();
        var target =
                tokens.sees("/")
                        ? new Extern.Target.ByPath(Optional.empty(), path(first, second))
                        : new Extern.Target.ByPath(Optional.of(first), path(second));
        tokens.expect(";");
        return target;
    }
}
