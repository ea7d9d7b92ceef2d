package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.ExternName;
import dev.bestcode.wasm.binary.ExternName.Attribute;
import dev.bestcode.wasm.type.ExternNames;
import dev.bestcode.wasm.type.ExternNames.Kind;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.ValType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The imports of a scope by name, or its exports: what they may be called, and which types they
/// have given a name that is seen from outside.
final class Names {
    private final Rules rules;
    private final String side;
    private final boolean naming;
    private final Map<String, ExternType> types = new LinkedHashMap<>();
    private final Set<String> canonical = new HashSet<>();
    private final Map<String, ResourceVar> resources = new HashMap<>();

    Names(Rules rules, String side) {
        this(rules, side, true);
    }

    private Names(Rules rules, String side, boolean naming) {
        this.rules = rules;
        this.side = side;
        this.naming = naming;
    }

    /// Exports put together on the spot, which give no type a name.
    static Names ofBundle(Rules rules) {
        return new Names(rules, "export", false);
    }

    Map<String, ExternType> types() {
        return types;
    }

    /// @throws dev.bestcode.wasm.InvalidComponentException when the name is not allowed for the
    /// type
    void declare(ExternName name, ExternType type) {
        var text = name.text();
        var kind =
                ExternNames.kind(text)
                        .orElseThrow(
                                () ->
                                        rules.broken(
                                                "%s name '%s' is not a valid extern name: a label in kebab case or an interface's name"
                                                        .formatted(side, text)));
        switch (kind) {
            case Kind.Label() -> {
                if (naming && type instanceof TypeExtern(ResourceRef reference)) {
                    resources.put(text, reference.resource());
                }
            }
            case Kind.Interface() -> {}
            case Kind.Constructor(var resource) -> constructor(text, resource, type);
            case Kind.Method(var resource) -> method(text, resource, type);
            case Kind.Static(var resource) -> {
                func(text, type);
                resource(text, resource);
            }
        }
        attributes(name, type);
        if (!canonical.add(ExternNames.canonical(text))) {
            throw rules.broken(
                    "%s name '%s' conflicts with previous name '%s'"
                            .formatted(side, text, previous(text)));
        }
        types.put(text, type);
    }

    private String previous(String text) {
        var wanted = ExternNames.canonical(text);
        return types.keySet().stream()
                .filter(other -> ExternNames.canonical(other).equals(wanted))
                .findFirst()
                .orElse(text);
    }

    private void constructor(String name, String resource, ExternType type) {
        var func = func(name, type);
        var result =
                func.result()
                        .orElseThrow(() -> rules.broken("'" + name + "' should return one value"));
        var made = result instanceof ValType.ResultType(var ok, _, _) ? ok.orElse(result) : result;
        if (!(made instanceof ValType.OwnType(var reference, _))) {
            throw rules.broken("'" + name + "' should return '(own $T)'");
        }
        requireSame(name, resource, reference);
    }

    private void method(String name, String resource, ExternType type) {
        var func = func(name, type);
        rules.require(
                !func.parameters().isEmpty(), "'" + name + "' should have at least one argument");
        var self = func.parameters().getFirst();
        rules.require(
                self.label().equals("self"),
                "'" + name + "' should have a first argument called 'self'");
        if (!(self.type() instanceof ValType.BorrowType(var reference, _))) {
            throw rules.broken("'" + name + "' should have a first argument of '(borrow $T)'");
        }
        requireSame(name, resource, reference);
    }

    private FuncType func(String name, ExternType type) {
        if (type instanceof FuncType func) {
            return func;
        }
        throw rules.broken("'" + name + "' is not a func");
    }

    private ResourceVar resource(String name, String resource) {
        return Optional.ofNullable(resources.get(resource))
                .orElseThrow(
                        () ->
                                rules.broken(
                                        "'%s': resource used in function does not have a name in this context, no such resource was %sed before"
                                                .formatted(name, side)));
    }

    private void requireSame(String name, String resource, ResourceRef reference) {
        rules.require(
                resource(name, resource) == reference.resource(),
                "'" + name + "' does not match the resource of that name");
    }

    private void attributes(ExternName name, ExternType type) {
        var kinds = new HashSet<Class<?>>();
        for (var attribute : name.attributes()) {
            rules.require(
                    kinds.add(attribute.getClass()),
                    "'" + name.text() + "' has the same attribute twice");
            switch (attribute) {
                case Attribute.Implements(var interfaceName) -> {
                    rules.require(
                            ExternNames.isInterface(interfaceName),
                            "'" + interfaceName + "' is not a valid interface name");
                    rules.require(
                            type instanceof InstanceType && ExternNames.isLabel(name.text()),
                            "'implements' is only allowed on instances with a plain name");
                }
                case Attribute.VersionSuffix(var text) -> {
                    rules.require(
                            type instanceof InstanceType,
                            "'versionsuffix' is only allowed on instances");
                    int at = name.text().indexOf('@');
                    rules.require(
                            at > 0
                                    && ExternNames.isCanonicalVersion(name.text().substring(at + 1))
                                    && ExternNames.isSemver(name.text().substring(at + 1) + text),
                            "version suffix '" + text + "' does not complete the version");
                }
                case Attribute.ExternalId(_) -> {}
            }
        }
    }
}
