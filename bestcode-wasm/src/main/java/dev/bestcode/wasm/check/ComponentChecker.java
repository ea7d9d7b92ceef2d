package dev.bestcode.wasm.check;

import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.binary.ComponentBinary;
import dev.bestcode.wasm.binary.ComponentBinary.Located;
import dev.bestcode.wasm.binary.Definition;
import dev.bestcode.wasm.binary.ExternDesc;
import dev.bestcode.wasm.binary.ExternName;
import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.binary.TypeDecl;
import dev.bestcode.wasm.engine.CoreModule;
import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.type.ValType;
import dev.bestcode.wasm.type.Work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks a component's definitions in order, each against the index spaces that those before it
/// have made. Component types and instance types are scopes of the same kind.
public final class ComponentChecker {
    private final Scope scope;
    private final Rules rules;
    private final Work work;
    private final Visibility visibility;
    private final Externs externs;
    private final Instances instances;
    private final List<Step> steps = new ArrayList<>();

    private ComponentChecker(Scope.Kind kind, Optional<Scope> parent, Rules rules, Work work) {
        this.scope = new Scope(kind, parent, rules);
        this.rules = rules;
        this.work = work;
        this.visibility = new Visibility(work);
        this.externs = new Externs(scope, work);
        this.instances = new Instances(scope, externs, work);
    }

    /// @throws WasmException when it breaks a rule or a limit, or a core module in it does
    public static CheckedComponent check(ComponentBinary component) {
        var checker =
                new ComponentChecker(
                        Scope.Kind.COMPONENT, Optional.empty(), new Rules(), new Work());
        return checker.component(component);
    }

    private CheckedComponent component(ComponentBinary component) {
        all(component.definitions());
        return new CheckedComponent(componentType(), steps, component.customSections());
    }

    private void all(List<Located> definitions) {
        for (var located : definitions) {
            rules.at(located.offset());
            work.spend(1);
            check(located.definition()).ifPresent(steps::add);
        }
    }

    private ComponentType componentType() {
        return ComponentType.of(
                scope.imports.types(), scope.exports.types(), scope.imported, scope.fresh);
    }

    private ComponentChecker inner(Scope.Kind kind) {
        return new ComponentChecker(kind, Optional.of(scope), rules, work);
    }

    private Optional<Step> check(Definition definition) {
        return switch (definition) {
            case Definition.CoreModule(var bytes) -> {
                var module = CoreModule.parse(bytes.toByteArray(), bytes.start());
                scope.modules.add(module.type());
                yield Optional.of(new Step.DefineModule(module));
            }
            case Definition.CoreInstantiate instantiate -> Optional.of(instances.core(instantiate));
            case Definition.CoreInlineExports bundle -> Optional.of(instances.core(bundle));
            case Definition.CoreTypeDefinition(var type) -> {
                scope.coreTypes.add(new CoreTypeDefinitions(scope).entry(type));
                yield Optional.empty();
            }
            case Definition.NestedComponent(var nested) -> {
                var checked = inner(Scope.Kind.COMPONENT).component(nested);
                scope.components.add(checked.type());
                yield Optional.of(new Step.DefineComponent(checked));
            }
            case Definition.Instantiate instantiate ->
                    Optional.of(instances.component(instantiate));
            case Definition.InlineExports bundle -> Optional.of(instances.component(bundle));
            case Definition.AliasExport alias -> instances.alias(alias);
            case Definition.CoreAliasExport alias -> Optional.of(instances.alias(alias));
            case Definition.AliasOuter alias -> new OuterAliases(scope, work).alias(alias);
            case Definition.TypeDefinition(var type) -> type(type);
            case Definition.Lift lift -> Optional.of(new Canons(scope).lift(lift));
            case Definition.Lower lower -> Optional.of(new Canons(scope).lower(lower));
            case Definition.ResourceNew(var type) ->
                    Optional.of(new Canons(scope).resourceNew(type));
            case Definition.ResourceDrop(var type) ->
                    Optional.of(new Canons(scope).resourceDrop(type));
            case Definition.ResourceRep(var type) ->
                    Optional.of(new Canons(scope).resourceRep(type));
            case Definition.Import(var name, var type) -> Optional.of(imported(name, type));
            case Definition.Export export -> Optional.of(exported(export));
            case Definition.ExportDeclaration(var name, var type) -> {
                declareExport(name, externs.open(type, name.text()));
                yield Optional.empty();
            }
        };
    }

    private Optional<Step> type(TypeDecl declared) {
        var values = new ValueTypes(scope);
        Optional<Step> step = Optional.empty();
        DefinedType type =
                switch (declared) {
                    case TypeDecl.Func func -> values.func(func);
                    case TypeDecl.Component(var declarations) -> {
                        var inner = inner(Scope.Kind.COMPONENT_TYPE);
                        inner.all(declarations);
                        yield inner.componentType();
                    }
                    case TypeDecl.Instance(var declarations) -> {
                        var inner = inner(Scope.Kind.INSTANCE_TYPE);
                        inner.all(declarations);
                        yield InstanceType.of(
                                inner.scope.exports.types(), Set.copyOf(inner.scope.fresh));
                    }
                    case TypeDecl.Resource(var destructor) -> {
                        rules.require(
                                scope.kind == Scope.Kind.COMPONENT,
                                "resources can only be defined within a concrete component");
                        destructor.ifPresent(new Canons(scope)::requireDestructor);
                        var resource = new ResourceVar("resource " + scope.types.size());
                        scope.fresh.add(resource);
                        scope.defined.add(resource);
                        step = Optional.of(new Step.DefineResource(resource, destructor));
                        yield new ResourceRef(resource);
                    }
                    case TypeDecl.Primitive _,
                            TypeDecl.RecordOf _,
                            TypeDecl.Variant _,
                            TypeDecl.ListOf _,
                            TypeDecl.Tuple _,
                            TypeDecl.Flags _,
                            TypeDecl.Enumeration _,
                            TypeDecl.OptionOf _,
                            TypeDecl.ResultOf _,
                            TypeDecl.Own _,
                            TypeDecl.Borrow _ ->
                            values.value(declared);
                };
        switch (type) {
            case InstanceType instance -> values.requireWeight(instance.weight());
            case ComponentType component -> values.requireWeight(component.weight());
            case ValType _, ResourceRef _, dev.bestcode.wasm.type.FuncType _ -> {}
        }
        scope.types.add(type);
        return step;
    }

    private Step imported(ExternName name, ExternDesc desc) {
        var opened = externs.open(desc, name.text());
        scope.imported.addAll(opened.resources());
        rules.require(
                visibility.imports(opened.type(), made(opened.type())),
                "import '" + name.text() + "': type not valid to be used as import");
        scope.imports.declare(name, opened.type());
        var sort = scope.add(opened.type());
        return new Step.Import(
                name.text(), sort, externs.bindings(opened.type(), opened.resources()));
    }

    /// An export of a component: what it is, shown as its ascribed type when it has one.
    private Step exported(Definition.Export export) {
        var name = export.name();
        var what = export.what();
        var actual = scope.extern(what.sort(), what.index());
        var resource = Instances.resource(actual);
        var shown =
                export.type()
                        .map(type -> ascribed(actual, externs.open(type, name.text()), name))
                        .orElseGet(() -> new Externs.Opened(renamed(actual), Set.of()));
        declareExport(name, shown);
        return new Step.Export(
                new Step.Item(name.text(), what.sort(), what.index(), resource),
                externs.bindings(shown.type(), shown.resources()));
    }

    private Externs.Opened ascribed(ExternType actual, Externs.Opened shown, ExternName name) {
        var matching = new dev.bestcode.wasm.type.Matching(work);
        rules.requireNone(
                matching.difference(actual, shown.type(), shown.resources()),
                "ascribed type of export '" + name.text() + "' is not compatible");
        return shown;
    }

    private void declareExport(ExternName name, Externs.Opened shown) {
        scope.fresh.addAll(shown.resources());
        if (scope.kind != Scope.Kind.INSTANCE_TYPE) {
            rules.require(
                    visibility.exports(shown.type(), made(shown.type())),
                    "export '" + name.text() + "': type not valid to be used as export");
        }
        scope.exports.declare(name, shown.type());
        scope.add(shown.type());
    }

    private static ExternType renamed(ExternType type) {
        return type instanceof TypeExtern(var defined)
                ? new TypeExtern(Renaming.of(defined))
                : type;
    }

    private static Optional<DefinedType> made(ExternType type) {
        return type instanceof TypeExtern(var defined) ? Optional.of(defined) : Optional.empty();
    }

    static Sort sortOf(ExternType type) {
        return switch (type) {
            case dev.bestcode.wasm.type.FuncType _ -> Sort.FUNC;
            case InstanceType _ -> Sort.INSTANCE;
            case ComponentType _ -> Sort.COMPONENT;
            case dev.bestcode.wasm.type.ModuleType _ -> Sort.CORE_MODULE;
            case TypeExtern _ -> Sort.TYPE;
        };
    }
}
