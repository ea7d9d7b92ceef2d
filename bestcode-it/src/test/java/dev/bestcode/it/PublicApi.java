package dev.bestcode.it;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What others can name of a module, from its class files: a line for each type of an exported
/// package and for each member of it, in order. What a line says is what a caller or an implementer
/// depends on.
final class PublicApi {
    /// Everything has these.
    private static final Set<String> OF_EVERY_OBJECT =
            Set.of(
                    "equals(java.lang.Object): boolean",
                    "hashCode(): int",
                    "toString(): java.lang.String");

    private final List<String> lines = new ArrayList<>();

    private PublicApi() {}

    /// @param classes a module's folder of class files
    static List<String> of(Path classes) {
        var api = new PublicApi();
        try (var files = Files.walk(classes)) {
            var exported = exported(classes.resolve("module-info.class"));
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().endsWith("-info.class"))
                    .filter(file -> exported.contains(packageOf(classes, file)))
                    .map(PublicApi::read)
                    .filter(PublicApi::isSeen)
                    .forEach(api::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return api.lines.stream().sorted().toList();
    }

    private static Set<String> exported(Path descriptor) throws IOException {
        try (var in = Files.newInputStream(descriptor)) {
            return ModuleDescriptor.read(in).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(toSet());
        }
    }

    private static String packageOf(Path classes, Path file) {
        return String.valueOf(classes.relativize(file).getParent())
                .replace(File.separatorChar, '.');
    }

    private static ClassModel read(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Public, and so is each type around it.
    private static boolean isSeen(ClassModel type) {
        var nested = nesting(type);
        return nested.isEmpty()
                ? type.flags().has(AccessFlag.PUBLIC)
                : nested.stream().allMatch(PublicApi::isSeen);
    }

    private static boolean isSeen(InnerClassInfo type) {
        return type.innerName().isPresent()
                && (type.has(AccessFlag.PUBLIC) || type.has(AccessFlag.PROTECTED));
    }

    /// The entries of a nested type and of the nested ones around it.
    private static List<InnerClassInfo> nesting(ClassModel type) {
        var name = type.thisClass().asInternalName();
        return type.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(attribute -> attribute.classes().stream())
                .filter(
                        entry -> {
                            var around = entry.innerClass().asInternalName();
                            return name.equals(around) || name.startsWith(around + "$");
                        })
                .toList();
    }

    private void add(ClassModel type) {
        var name = ApiWords.dotted(type.thisClass().asInternalName());
        lines.add(name + " " + described(type));
        type.fields().stream()
                .filter(field -> isSeen(field.flags().flags(), isClosed(type)))
                .forEach(field -> lines.add(name + "#" + described(field)));
        type.methods().stream()
                .filter(method -> isSeen(method.flags().flags(), isClosed(type)))
                .filter(method -> !isOfEveryEnum(type, method))
                .map(method -> described(type, method))
                .filter(text -> !OF_EVERY_OBJECT.contains(text.replace(" final", "")))
                .forEach(text -> lines.add(name + "#" + text));
    }

    /// Nobody outside can extend it, so what is protected is nobody's.
    private static boolean isClosed(ClassModel type) {
        return type.flags().has(AccessFlag.FINAL)
                || type.findAttribute(Attributes.permittedSubclasses()).isPresent();
    }

    private static boolean isSeen(Set<AccessFlag> flags, boolean closed) {
        return !flags.contains(AccessFlag.SYNTHETIC)
                && (flags.contains(AccessFlag.PUBLIC)
                        || (flags.contains(AccessFlag.PROTECTED) && !closed));
    }

    private static boolean isOfEveryEnum(ClassModel type, MethodModel method) {
        return type.flags().has(AccessFlag.ENUM)
                && Set.of("values", "valueOf").contains(method.methodName().stringValue());
    }

    private static String described(ClassModel type) {
        var signature =
                type.findAttribute(Attributes.signature())
                        .map(attribute -> attribute.asClassSignature())
                        .orElseGet(() -> plain(type));
        var permitted =
                type.findAttribute(Attributes.permittedSubclasses()).stream()
                        .flatMap(attribute -> attribute.permittedSubclasses().stream())
                        .map(entry -> ApiWords.dotted(entry.asInternalName()))
                        .collect(joining(", "));
        var around = nesting(type);
        var flags = around.isEmpty() ? type.flags().flags() : around.getLast().flags();
        return Stream.of(
                        ApiWords.modifiers(flags),
                        kind(type) + ApiWords.parameters(signature.typeParameters()),
                        "extends " + ApiWords.of(signature.superclassSignature()),
                        listed("implements ", signature.superinterfaceSignatures()),
                        permitted.isEmpty() ? "" : "permits " + permitted)
                .filter(word -> !word.isEmpty())
                .filter(word -> !word.equals("extends java.lang.Object"))
                .collect(joining(" "));
    }

    private static ClassSignature plain(ClassModel type) {
        return ClassSignature.of(
                type.superclass().map(PublicApi::signature).orElseThrow(),
                type.interfaces().stream()
                        .map(PublicApi::signature)
                        .toArray(Signature.ClassTypeSig[]::new));
    }

    private static Signature.ClassTypeSig signature(ClassEntry entry) {
        return Signature.ClassTypeSig.of(entry.asSymbol());
    }

    private static String kind(ClassModel type) {
        if (type.flags().has(AccessFlag.ANNOTATION)) {
            return "annotation";
        }
        if (type.flags().has(AccessFlag.INTERFACE)) {
            return "interface";
        }
        if (type.flags().has(AccessFlag.ENUM)) {
            return "enum";
        }
        return type.findAttribute(Attributes.record()).isPresent() ? "record" : "class";
    }

    private static String listed(String before, List<? extends Signature> types) {
        return types.isEmpty()
                ? ""
                : before + types.stream().map(ApiWords::of).collect(joining(", "));
    }

    private static String described(FieldModel field) {
        var type =
                field.findAttribute(Attributes.signature())
                        .map(attribute -> attribute.asTypeSignature())
                        .orElseGet(() -> Signature.of(field.fieldTypeSymbol()));
        return (field.fieldName()
                        + ": "
                        + ApiWords.of(type)
                        + " "
                        + ApiWords.modifiers(field.flags().flags()))
                .strip();
    }

    private static String described(ClassModel type, MethodModel method) {
        var signature =
                method.findAttribute(Attributes.signature())
                        .map(attribute -> attribute.asMethodSignature())
                        .orElseGet(() -> MethodSignature.of(method.methodTypeSymbol()));
        var thrown =
                method.findAttribute(Attributes.exceptions()).stream()
                        .flatMap(attribute -> attribute.exceptions().stream())
                        .map(entry -> ApiWords.dotted(entry.asInternalName()))
                        .collect(joining(", "));
        boolean byDefault =
                type.flags().has(AccessFlag.INTERFACE)
                        && !method.flags().has(AccessFlag.ABSTRACT)
                        && !method.flags().has(AccessFlag.STATIC);
        return Stream.of(
                        method.methodName().stringValue()
                                + ApiWords.parameters(signature.typeParameters())
                                + signature.arguments().stream()
                                        .map(ApiWords::of)
                                        .collect(joining(", ", "(", ")"))
                                + ": "
                                + ApiWords.of(signature.result()),
                        ApiWords.modifiers(method.flags().flags()),
                        byDefault || hasDefault(method) ? "default" : "",
                        thrown.isEmpty() ? "" : "throws " + thrown)
                .filter(word -> !word.isEmpty())
                .collect(joining(" "));
    }

    /// Of an annotation's element.
    private static boolean hasDefault(MethodModel method) {
        return method.findAttribute(Attributes.annotationDefault()).isPresent();
    }
}
