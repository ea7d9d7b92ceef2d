package dev.bestcode.wasm.wit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Leaves out what stands behind features that are not active, and remembers it for messages.
final class Gates {
    private static final Pattern NUMBERS = Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+).*");

    private final Set<String> features;

    /// Names that were left out, and the feature each stands behind.
    private final Map<String, String> leftOut = new HashMap<>();

    Gates(Set<String> features) {
        this.features = Set.copyOf(features);
    }

    /// What to do about a name that is not there.
    String hint(String name, String otherwise) {
        var feature = leftOut.get(name);
        return feature == null
                ? otherwise
                : "It stands behind feature '%s', which is not active; put the same gate before its use."
                        .formatted(feature);
    }

    WitFile file(WitFile file, PackageName in) {
        return new WitFile(
                file.header(),
                file.uses(),
                file.interfaces().stream()
                        .filter(one -> isThere(one.attributes(), in, one.name()))
                        .map(one -> new Interface(one.attributes(), one.name(), items(one, in)))
                        .toList(),
                file.worlds().stream()
                        .filter(one -> isThere(one.attributes(), in, one.name()))
                        .map(one -> new World(one.attributes(), one.name(), worldItems(one, in)))
                        .toList(),
                List.of());
    }

    /// Nothing that is always there may stand in what is not.
    void requireGatesWithin(WitFile file) {
        file.interfaces().stream()
                .filter(one -> !one.attributes().isThere(features))
                .flatMap(one -> one.items().stream())
                .filter(item -> item.attributes().isThere(features))
                .forEach(
                        item -> {
                            if (item instanceof NamedType type) {
                                throw ungated(type.name(), "its interface");
                            }
                        });
    }

    private static RuntimeException ungated(Name name, String whole) {
        return name.at()
                .error(
                        "'%s' has no gate and stands in what is left out, %s"
                                .formatted(name, whole),
                        "Put the same @unstable before it.");
    }

    private Optional<Use> kept(Use use, PackageName in) {
        return isThere(use, in) ? Optional.of(use) : Optional.empty();
    }

    private Optional<NamedType> kept(NamedType type, PackageName in) {
        if (isThere(type.attributes(), in, type.name())) {
            return Optional.of(type(type, in));
        }
        requireGatesWithin(type);
        return Optional.empty();
    }

    private List<InterfaceItem> items(Interface one, PackageName in) {
        var kept = new ArrayList<InterfaceItem>();
        for (var item : one.items()) {
            switch (item) {
                case Use use -> kept(use, in).ifPresent(kept::add);
                case NamedType type -> kept(type, in).ifPresent(kept::add);
                case Function function -> {
                    if (isThere(function.attributes(), in, function.name())) {
                        kept.add(function);
                    }
                }
            }
        }
        return kept;
    }

    private List<WorldItem> worldItems(World world, PackageName in) {
        var kept = new ArrayList<WorldItem>();
        for (var item : world.items()) {
            switch (item) {
                case Use use -> kept(use, in).ifPresent(kept::add);
                case NamedType type -> kept(type, in).ifPresent(kept::add);
                case Include include -> {
                    if (isThere(include.attributes(), in, include.world().name())) {
                        kept.add(include);
                    }
                }
                case Extern extern -> {
                    if (isThere(extern.attributes(), in, name(extern))) {
                        kept.add(extern);
                    }
                }
            }
        }
        return kept;
    }

    static Name name(Extern extern) {
        return switch (extern.target()) {
            case Extern.Target.Func(var function) -> function.name();
            case Extern.Target.Inline(var name, _) -> name;
            case Extern.Target.ByPath(var label, var path) -> label.orElse(path.name());
        };
    }

    private boolean isThere(Use use, PackageName in) {
        use.names().stream()
                .filter(_ -> !use.attributes().isThere(features))
                .forEach(one -> leftOut(one.known(), use.attributes()));
        return isThere(use.attributes(), in, use.from().name());
    }

    private NamedType type(NamedType type, PackageName in) {
        if (!(type.body() instanceof TypeBody.Resource(var functions))) {
            requireReleased(type.attributes(), in, type.name());
            return type;
        }
        return new NamedType(
                type.attributes(),
                type.name(),
                new TypeBody.Resource(
                        functions.stream()
                                .filter(one -> isThere(one.attributes(), in, one.name()))
                                .toList()));
    }

    private void requireGatesWithin(NamedType type) {
        if (type.body() instanceof TypeBody.Resource(var functions)) {
            functions.stream()
                    .filter(one -> one.attributes().isThere(features))
                    .forEach(
                            one -> {
                                throw ungated(one.name(), "its resource");
                            });
        }
    }

    private boolean isThere(Attributes attributes, PackageName in, Name name) {
        requireReleased(attributes, in, name);
        boolean there = attributes.isThere(features);
        if (!there) {
            leftOut(name, attributes);
        }
        return there;
    }

    private void leftOut(Name name, Attributes attributes) {
        leftOut.put(name.text(), attributes.feature().orElse(""));
    }

    private static void requireReleased(Attributes attributes, PackageName in, Name name) {
        if (attributes.since().isPresent()
                && in.version().isPresent()
                && isLater(attributes.since().get(), in.version().get())) {
            throw name.at()
                    .error(
                            "'%s' is said to be there since %s, and the package is of version %s"
                                    .formatted(name, attributes.since().get(), in.version().get()),
                            "Raise the package's version, or lower the other.");
        }
    }

    private static boolean isLater(String one, String other) {
        var left = NUMBERS.matcher(one);
        var right = NUMBERS.matcher(other);
        if (left.matches() && right.matches()) {
            for (int i = 1; i <= 3; i++) {
                int order =
                        new java.math.BigInteger(left.group(i))
                                .compareTo(new java.math.BigInteger(right.group(i)));
                if (order != 0) {
                    return order > 0;
                }
            }
        }
        return false;
    }
}
