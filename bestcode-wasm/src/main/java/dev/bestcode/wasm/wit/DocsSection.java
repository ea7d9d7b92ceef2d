package dev.bestcode.wasm.wit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.wasm.wit.Extern.Target;
import dev.bestcode.wasm.wit.TypeBody.Member;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the documentation of a package as the section that [PackageDocs] reads: build tools leave
/// it out of components.
final class DocsSection {
    private DocsSection() {}

    /// @return a whole section, to be put behind a component
    static byte[] of(List<WitFile> files) {
        var worlds = JsonObject.builder();
        var interfaces = JsonObject.builder();
        for (var file : files) {
            file.worlds().forEach(one -> worlds.put(one.name().text(), world(one)));
            file.interfaces()
                    .forEach(
                            one ->
                                    interfaces.put(
                                            one.name().text(),
                                            items(one.attributes().docs(), one.items())));
        }
        var json =
                JsonObject.builder()
                        .put("worlds", worlds.build())
                        .put("interfaces", interfaces.build())
                        .build();
        return section(Json.print(json));
    }

    private static byte[] section(byte[] json) {
        var name = PackageDocs.SECTION.getBytes(StandardCharsets.UTF_8);
        var body = new ByteArrayOutputStream();
        leb(name.length, body);
        body.writeBytes(name);
        body.write(1);
        body.writeBytes(json);
        var section = new ByteArrayOutputStream();
        section.write(0);
        leb(body.size(), section);
        section.writeBytes(body.toByteArray());
        return section.toByteArray();
    }

    private static void leb(int value, ByteArrayOutputStream out) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static JsonObject world(World world) {
        var imports = JsonObject.builder();
        var exports = JsonObject.builder();
        var importedFuncs = JsonObject.builder();
        var exportedFuncs = JsonObject.builder();
        var types = JsonObject.builder();
        for (var item : world.items()) {
            switch (item) {
                case NamedType type -> type(type, types, importedFuncs);
                case Extern extern -> {
                    var docs = extern.attributes().docs();
                    switch (extern.target()) {
                        case Target.Func(var function) ->
                                (extern.export() ? exportedFuncs : importedFuncs)
                                        .put(function.name().text(), docs(docs));
                        case Target.Inline(var name, var inner) ->
                                (extern.export() ? exports : imports)
                                        .put(name.text(), items(docs, inner));
                        case Target.ByPath _ -> {}
                    }
                }
                case Use _, Include _ -> {}
            }
        }
        return JsonObject.builder()
                .put("docs", world.attributes().docs())
                .put("interfaces", imports.build())
                .put("interface_exports", exports.build())
                .put("types", types.build())
                .put("funcs", importedFuncs.build())
                .put("func_exports", exportedFuncs.build())
                .build();
    }

    private static JsonObject items(String docs, List<InterfaceItem> items) {
        var functions = JsonObject.builder();
        var types = JsonObject.builder();
        for (var item : items) {
            switch (item) {
                case NamedType type -> type(type, types, functions);
                case Function function ->
                        functions.put(function.name().text(), docs(function.attributes().docs()));
                case Use _ -> {}
            }
        }
        return JsonObject.builder()
                .put("docs", docs)
                .put("funcs", functions.build())
                .put("types", types.build())
                .build();
    }

    private static void type(
            NamedType type, JsonObject.Builder types, JsonObject.Builder functions) {
        var members = JsonObject.builder();
        switch (type.body()) {
            case TypeBody.Alias _ -> {}
            case TypeBody.Members(_, var all) -> {
                for (Member member : all) {
                    members.put(member.name().text(), member.docs());
                }
            }
            case TypeBody.Resource(var all) ->
                    all.forEach(
                            one ->
                                    functions.put(
                                            one.key(type.name()), docs(one.attributes().docs())));
        }
        types.put(
                type.name().text(),
                JsonObject.builder()
                        .put("docs", type.attributes().docs())
                        .put("items", members.build())
                        .build());
    }

    private static JsonObject docs(String text) {
        return JsonObject.builder().put("docs", text).build();
    }
}
