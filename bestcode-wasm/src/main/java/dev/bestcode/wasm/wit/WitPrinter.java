package dev.bestcode.wasm.wit;

import static dev.bestcode.wasm.wit.TypePrinter.name;
import static dev.bestcode.wasm.wit.TypePrinter.packageName;
import static dev.bestcode.wasm.wit.TypePrinter.path;

import dev.bestcode.wasm.wit.Extern.Target;
import dev.bestcode.wasm.wit.TypeBody.Member;

import java.util.List;
import java.util.stream.Collectors;

/// Writes WIT: two spaces, one item a line, a line between parts. What is read again is equal.
final class WitPrinter {
    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();
    private String indent = "";

    private WitPrinter() {}

    static String print(WitFile file) {
        var printer = new WitPrinter();
        file.header().ifPresent(printer::header);
        printer.parts(file);
        file.nested().forEach(printer::nested);
        return printer.text.toString().stripTrailing() + "\n";
    }

    private void header(WitFile.Header header) {
        docs(header.docs());
        line("package " + packageName(header.name()) + ";");
        blank();
    }

    private void parts(WitFile file) {
        for (var use : file.uses()) {
            var renamed = !use.known().equals(use.path().name());
            line(
                    "use %s%s;"
                            .formatted(
                                    path(use.path()), renamed ? " as " + name(use.known()) : ""));
            blank();
        }
        for (var one : file.interfaces()) {
            attributes(one.attributes());
            block("interface " + name(one.name()), () -> one.items().forEach(this::item));
            blank();
        }
        for (var one : file.worlds()) {
            attributes(one.attributes());
            block("world " + name(one.name()), () -> one.items().forEach(this::worldItem));
            blank();
        }
    }

    private void nested(WitFile file) {
        var header = file.header().orElseThrow();
        docs(header.docs());
        block("package " + packageName(header.name()), () -> parts(file));
        blank();
    }

    private void item(InterfaceItem item) {
        attributes(item.attributes());
        switch (item) {
            case Use use -> use(use);
            case NamedType type -> type(type);
            case Function function ->
                    line(name(function.name()) + ": " + signature(function) + ";");
        }
    }

    private void worldItem(WorldItem item) {
        attributes(item.attributes());
        switch (item) {
            case Use use -> use(use);
            case NamedType type -> type(type);
            case Include include -> include(include);
            case Extern extern -> extern(extern);
        }
    }

    private void use(Use use) {
        line(
                "use %s.{%s};"
                        .formatted(
                                path(use.from()),
                                use.names().stream()
                                        .map(
                                                one ->
                                                        name(one.name())
                                                                + one.as()
                                                                        .map(
                                                                                as ->
                                                                                        " as "
                                                                                                + name(
                                                                                                        as))
                                                                        .orElse(""))
                                        .collect(Collectors.joining(", "))));
    }

    private void include(Include include) {
        if (include.renamings().isEmpty()) {
            line("include " + path(include.world()) + ";");
        } else {
            line(
                    include.renamings().stream()
                            .map(one -> name(one.from()) + " as " + name(one.to()))
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            "include " + path(include.world()) + " with { ",
                                            " }")));
        }
    }

    private void extern(Extern extern) {
        var start = extern.export() ? "export " : "import ";
        switch (extern.target()) {
            case Target.Func(var function) ->
                    line(start + name(function.name()) + ": " + signature(function) + ";");
            case Target.Inline(var name, var items) ->
                    block(start + name(name) + ": interface", () -> items.forEach(this::item));
            case Target.ByPath(var label, var path) ->
                    line(start + label.map(one -> name(one) + ": ").orElse("") + path(path) + ";");
        }
    }

    private void type(NamedType type) {
        var name = name(type.name());
        switch (type.body()) {
            case TypeBody.Alias(var of) ->
                    line("type " + name + " = " + TypePrinter.type(of) + ";");
            case TypeBody.Members(var kind, var members) ->
                    block(
                            kind.keyword + " " + name,
                            () -> members.forEach(member -> member(kind, member)));
            case TypeBody.Resource(var functions) -> resource(name, functions);
        }
    }

    private void member(TypeBody.Kind kind, Member member) {
        docs(member.docs());
        var type = member.type().map(TypePrinter::type);
        line(
                name(member.name())
                        + type.map(
                                        one ->
                                                kind == TypeBody.Kind.RECORD
                                                        ? ": " + one
                                                        : "(" + one + ")")
                                .orElse("")
                        + ",");
    }

    private void resource(String name, List<Function> functions) {
        if (functions.isEmpty()) {
            line("resource " + name + ";");
        } else {
            block("resource " + name, () -> functions.forEach(this::resourceFunction));
        }
    }

    private void resourceFunction(Function function) {
        attributes(function.attributes());
        line(
                switch (function.kind()) {
                    case CONSTRUCTOR -> "constructor" + rest(function) + ";";
                    case STATIC -> name(function.name()) + ": static " + signature(function) + ";";
                    case METHOD, FREE -> name(function.name()) + ": " + signature(function) + ";";
                });
    }

    private static String signature(Function function) {
        return (function.async() ? "async func" : "func") + rest(function);
    }

    private static String rest(Function function) {
        return function.parameters().stream()
                        .map(one -> name(one.name()) + ": " + TypePrinter.type(one.type()))
                        .collect(Collectors.joining(", ", "(", ")"))
                + function.result().map(type -> " -> " + TypePrinter.type(type)).orElse("");
    }

    private void attributes(Attributes attributes) {
        docs(attributes.docs());
        attributes.since().ifPresent(version -> line("@since(version = " + version + ")"));
        attributes
                .feature()
                .ifPresent(feature -> line("@unstable(feature = " + Name.escaped(feature) + ")"));
        attributes
                .deprecated()
                .ifPresent(version -> line("@deprecated(version = " + version + ")"));
    }

    private void docs(String docs) {
        if (!docs.isEmpty()) {
            docs.lines().forEach(one -> line(("/// " + one).stripTrailing()));
        }
    }

    private void block(String start, Runnable body) {
        line(start + " {");
        var outer = indent;
        indent += STEP;
        int before = text.length();
        body.run();
        indent = outer;
        if (text.length() == before) {
            text.setLength(before - 1);
            text.append("}\n");
        } else {
            while (text.charAt(text.length() - 2) == '\n') {
                text.setLength(text.length() - 1);
            }
            line("}");
        }
    }

    private void line(String content) {
        text.append(indent).append(content).append('\n');
    }

    private void blank() {
        text.append('\n');
    }
}
