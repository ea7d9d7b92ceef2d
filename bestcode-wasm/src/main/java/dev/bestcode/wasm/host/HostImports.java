package dev.bestcode.wasm.host;

import dev.bestcode.wasm.LinkException;
import dev.bestcode.wasm.LoadReport;
import dev.bestcode.wasm.LoadReport.Tier;
import dev.bestcode.wasm.abi.ComponentFunc;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.link.Item;
import dev.bestcode.wasm.link.Linker.Provided;
import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.TypeText;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides which of a component's imports link, and makes what they link to.
public final class HostImports {
    private static final Set<String> INERT_PACKAGES =
            Set.of("wasi:io", "wasi:cli", "wasi:clocks", "wasi:random", "wasi:filesystem");

    /// The versions of WASI that share one meaning.
    private static final Pattern TRACK = Pattern.compile("0\\.2(\\.[0-9]+)?");

    private final ComponentType type;
    private final List<String> denied;

    /// @param denied interfaces without version that link and refuse, or `package/*`
    public HostImports(ComponentType type, List<String> denied) {
        this.type = type;
        this.denied = List.copyOf(denied);
    }

    /// What becomes of each import, without an objection.
    public List<LoadReport.Import> report() {
        var imports = new ArrayList<LoadReport.Import>();
        type.imports()
                .forEach(
                        (name, wanted) ->
                                imports.add(
                                        new LoadReport.Import(
                                                name, tier(name, wanted), functions(wanted))));
        return imports;
    }

    /// @throws LinkException naming every import that is not granted
    public void requireGranted() {
        var missing = report().stream().filter(one -> one.tier() == Tier.UNGRANTED).toList();
        if (missing.isEmpty()) {
            return;
        }
        var lines = new ArrayList<String>();
        for (var one : missing) {
            lines.add(
                    "import '%s' (%s) is not granted"
                            .formatted(one.name(), String.join(", ", one.functions())));
        }
        throw new LinkException(
                "%s. Nothing grants it yet; build the component without it, or let its functions refuse with: deny_stubs: [%s]"
                        .formatted(
                                String.join("; ", lines),
                                String.join(
                                        ", ",
                                        missing.stream()
                                                .map(one -> "'" + unversioned(one.name()) + "'")
                                                .toList())));
    }

    /// One call's share of everything that links.
    public Map<String, Provided> provide(CallWorld world) {
        var provided = new HashMap<String, Provided>();
        type.imports()
                .forEach(
                        (name, wanted) -> {
                            if (wanted instanceof InstanceType instance) {
                                provided.put(
                                        name,
                                        new Provided(wanted, instance(name, instance, world)));
                            } else if (wanted instanceof TypeExtern(var defined)) {
                                provided.put(
                                        name,
                                        new Provided(
                                                wanted,
                                                new Item.Type(
                                                        defined instanceof ResourceRef reference
                                                                ? Optional.of(
                                                                        world.resource(
                                                                                reference
                                                                                        .resource()))
                                                                : Optional.empty())));
                            }
                        });
        return provided;
    }

    private Tier tier(String name, ExternType wanted) {
        var functions = functions(wanted);
        if (functions.isEmpty()
                && (wanted instanceof InstanceType || wanted instanceof TypeExtern)) {
            return Tier.TYPES;
        }
        if (!(wanted instanceof InstanceType)) {
            return Tier.UNGRANTED;
        }
        var plain = unversioned(name);
        if (denied.stream().anyMatch(pattern -> matches(pattern, plain))) {
            return Tier.DENIED;
        }
        return INERT_PACKAGES.contains(packageOf(plain)) && TRACK.matcher(version(name)).matches()
                ? Tier.INERT
                : Tier.UNGRANTED;
    }

    private static boolean matches(String pattern, String interfaceName) {
        return pattern.endsWith("/*")
                ? packageOf(interfaceName).equals(pattern.substring(0, pattern.length() - 2))
                : pattern.equals(interfaceName);
    }

    private static List<String> functions(ExternType type) {
        return switch (type) {
            case InstanceType instance ->
                    instance.exports().entrySet().stream()
                            .filter(export -> export.getValue() instanceof FuncType)
                            .map(Map.Entry::getKey)
                            .toList();
            case FuncType _ -> List.of("the function itself");
            case TypeExtern _ -> List.of();
            case dev.bestcode.wasm.type.ComponentType _ -> List.of("a component");
            case dev.bestcode.wasm.type.ModuleType _ -> List.of("a core module");
        };
    }

    private static String unversioned(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    private static String version(String name) {
        int at = name.indexOf('@');
        return at < 0 ? "" : name.substring(at + 1);
    }

    private static String packageOf(String interfaceName) {
        int slash = interfaceName.indexOf('/');
        return slash < 0 ? interfaceName : interfaceName.substring(0, slash);
    }

    private Item.Instance instance(String name, InstanceType wanted, CallWorld world) {
        var items = new HashMap<String, Item>();
        boolean inert = tier(name, wanted) == Tier.INERT;
        wanted.exports()
                .forEach(
                        (export, type) -> {
                            switch (type) {
                                case FuncType func ->
                                        items.put(
                                                export,
                                                new Item.Func(
                                                        func(name, export, func, world, inert)));
                                case TypeExtern(ResourceRef reference) ->
                                        items.put(
                                                export,
                                                new Item.Type(
                                                        Optional.of(
                                                                world.resource(
                                                                        reference.resource()))));
                                case TypeExtern _ ->
                                        items.put(export, new Item.Type(Optional.empty()));
                                case InstanceType _,
                                        dev.bestcode.wasm.type.ComponentType _,
                                        dev.bestcode.wasm.type.ModuleType _ ->
                                        throw new LinkException(
                                                "import '%s' wants '%s', which is no function or type"
                                                        .formatted(name, export));
                            }
                        });
        return new Item.Instance(items);
    }

    private static ComponentFunc func(
            String interfaceName, String name, FuncType wanted, CallWorld world, boolean inert) {
        var given =
                inert
                        ? Wasi.function(unversioned(interfaceName), name)
                        : Optional.<Wasi.Given>empty();
        if (given.isPresent() && !given.get().type().equals(TypeText.of(wanted))) {
            throw new LinkException(
                    "import '%s', function '%s': the component was built for %s, the host gives %s"
                            .formatted(
                                    interfaceName, name, TypeText.of(wanted), given.get().type()));
        }
        var nothing = new Nothing(world::resource);
        var resources = ResourceNames.of(wanted.result());
        return (_, arguments, results) -> {
            List<Val> values = arguments.get();
            results.accept(
                    given.isPresent()
                            ? given.get().body().call(new HostCall(world, values, resources))
                            : nothing.of(wanted.result()));
        };
    }
}
