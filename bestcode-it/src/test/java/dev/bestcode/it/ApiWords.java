package dev.bestcode.it;

import static java.util.stream.Collectors.joining;

import java.lang.classfile.Signature;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Types and flags of class files in words, much as Java has them.
final class ApiWords {
    /// Those that a caller or an implementer can tell.
    private static final Set<AccessFlag> TOLD =
            Set.of(AccessFlag.PROTECTED, AccessFlag.ABSTRACT, AccessFlag.STATIC, AccessFlag.FINAL);

    private ApiWords() {}

    static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    /// Sorted, so that their order says nothing.
    static String modifiers(Collection<AccessFlag> flags) {
        return flags.stream()
                .filter(TOLD::contains)
                .map(flag -> flag.name().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .collect(joining(" "));
    }

    static String of(Signature type) {
        return switch (type) {
            case Signature.BaseTypeSig base ->
                    ClassDesc.ofDescriptor(String.valueOf(base.baseType())).displayName();
            case Signature.ArrayTypeSig array -> of(array.componentSignature()) + "[]";
            case Signature.TypeVarSig variable -> variable.identifier();
            case Signature.ClassTypeSig named ->
                    named.outerType().map(outer -> of(outer) + "$").orElse("")
                            + dotted(named.className())
                            + arguments(named.typeArgs());
        };
    }

    private static String arguments(List<Signature.TypeArg> arguments) {
        return arguments.isEmpty()
                ? ""
                : arguments.stream().map(ApiWords::of).collect(joining(", ", "<", ">"));
    }

    private static String of(Signature.TypeArg argument) {
        return switch (argument) {
            case Signature.TypeArg.Unbounded _ -> "?";
            case Signature.TypeArg.Bounded bounded ->
                    switch (bounded.wildcardIndicator()) {
                        case NONE -> of(bounded.boundType());
                        case EXTENDS -> "? extends " + of(bounded.boundType());
                        case SUPER -> "? super " + of(bounded.boundType());
                    };
        };
    }

    /// `<T extends …>`, or nothing.
    static String parameters(List<Signature.TypeParam> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream().map(ApiWords::of).collect(joining(", ", "<", ">"));
    }

    private static String of(Signature.TypeParam parameter) {
        var bounds =
                Stream.concat(parameter.classBound().stream(), parameter.interfaceBounds().stream())
                        .map(ApiWords::of)
                        .filter(bound -> !bound.equals("java.lang.Object"))
                        .collect(joining(" & "));
        return parameter.identifier() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }
}
