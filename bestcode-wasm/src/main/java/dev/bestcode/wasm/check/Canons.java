package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.CanonOption;
import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.binary.CoreType;
import dev.bestcode.wasm.binary.Definition;
import dev.bestcode.wasm.binary.Sort;
import dev.bestcode.wasm.binary.StringEncoding;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.ResourceVar;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Checks canonical definitions: that the core functions have the shapes that the component's
/// functions ask for, and that nothing crosses without the memory it needs.
final class Canons {
    private static final List<CoreType> I32 = List.of(CoreType.I32);
    private static final CoreExtern.Func REALLOC =
            new CoreExtern.Func(
                    List.of(CoreType.I32, CoreType.I32, CoreType.I32, CoreType.I32), I32);
    private static final CoreExtern.Func FROM_I32 = new CoreExtern.Func(I32, List.of());
    private static final CoreExtern.Func I32_TO_I32 = new CoreExtern.Func(I32, I32);

    private final Scope scope;
    private final Rules rules;

    Canons(Scope scope) {
        this.scope = scope;
        this.rules = scope.rules;
    }

    Step lift(Definition.Lift lift) {
        if (!(scope.type(lift.type()) instanceof FuncType type)) {
            throw rules.broken("type index " + lift.type() + " is not a function type");
        }
        var core = scope.get(scope.coreFuncs, lift.coreFunc(), Sort.CORE_FUNC);
        var expected = Flattening.lifted(type);
        requireType(core, expected, "lifted core function");
        var options = options(lift.options());
        boolean spilt = Flattening.spills(type.parameterTypes(), Flattening.PARAMETERS_MAX);
        boolean in = spilt || pointer(type.parameterTypes());
        boolean out =
                Flattening.spills(type.resultTypes(), Flattening.RESULTS_MAX)
                        || pointer(type.resultTypes());
        requireMemory(options, in || out);
        requireRealloc(options, in);
        options.postReturn()
                .ifPresent(
                        index ->
                                requireType(
                                        scope.get(scope.coreFuncs, index, Sort.CORE_FUNC),
                                        new CoreExtern.Func(expected.results(), List.of()),
                                        "canonical option 'post-return'"));
        scope.funcs.add(type);
        return new Step.Lift(lift.coreFunc(), type, options);
    }

    Step lower(Definition.Lower lower) {
        var type = scope.get(scope.funcs, lower.func(), Sort.FUNC);
        var options = options(lower.options());
        rules.require(
                options.postReturn().isEmpty(),
                "canonical option 'post-return' cannot be specified for lowerings");
        boolean in =
                Flattening.spills(type.parameterTypes(), Flattening.PARAMETERS_MAX)
                        || pointer(type.parameterTypes());
        boolean out = pointer(type.resultTypes());
        requireMemory(
                options,
                in || out || Flattening.spills(type.resultTypes(), Flattening.RESULTS_MAX));
        requireRealloc(options, out);
        scope.coreFuncs.add(Flattening.lowered(type));
        return new Step.Lower(lower.func(), type, options);
    }

    Step resourceNew(int type) {
        var resource = local(type);
        scope.coreFuncs.add(I32_TO_I32);
        return new Step.ResourceNew(resource);
    }

    Step resourceRep(int type) {
        var resource = local(type);
        scope.coreFuncs.add(I32_TO_I32);
        return new Step.ResourceRep(resource);
    }

    Step resourceDrop(int type) {
        var resource = new ValueTypes(scope).resource(type).resource();
        scope.coreFuncs.add(FROM_I32);
        return new Step.ResourceDrop(resource);
    }

    void requireDestructor(int coreFunc) {
        requireType(
                scope.get(scope.coreFuncs, coreFunc, Sort.CORE_FUNC),
                FROM_I32,
                "destructor of a resource");
    }

    private ResourceVar local(int type) {
        var resource = new ValueTypes(scope).resource(type).resource();
        rules.require(
                scope.defined.contains(resource),
                "type index "
                        + type
                        + " is not a local resource: only its own component may do this");
        return resource;
    }

    private CanonOptions options(List<CanonOption> written) {
        var kinds = new HashSet<Class<?>>();
        var encoding = StringEncoding.UTF8;
        Optional<Integer> memory = Optional.empty();
        Optional<Integer> realloc = Optional.empty();
        Optional<Integer> postReturn = Optional.empty();
        for (var option : written) {
            rules.require(
                    kinds.add(option.getClass()),
                    "canonical option '%s' is specified more than once"
                            .formatted(
                                    option.getClass()
                                            .getSimpleName()
                                            .toLowerCase(java.util.Locale.ROOT)));
            switch (option) {
                case CanonOption.Encoding(var chosen) -> encoding = chosen;
                case CanonOption.Memory(var index) -> memory = Optional.of(index);
                case CanonOption.Realloc(var index) -> realloc = Optional.of(index);
                case CanonOption.PostReturn(var index) -> postReturn = Optional.of(index);
            }
        }
        memory.ifPresent(
                index ->
                        rules.require(
                                scope.core(Sort.CORE_MEMORY, index)
                                                instanceof CoreExtern.Memory found
                                        && !found.shared(),
                                "mismatch in the shared flag for memories"));
        realloc.ifPresent(
                index ->
                        requireType(
                                scope.get(scope.coreFuncs, index, Sort.CORE_FUNC),
                                REALLOC,
                                "canonical option 'realloc'"));
        rules.require(
                realloc.isEmpty() || memory.isPresent(),
                "canonical option 'realloc' requires 'memory' to also be specified");
        return new CanonOptions(encoding, memory, realloc, postReturn);
    }

    private void requireMemory(CanonOptions options, boolean needed) {
        rules.require(
                !needed || options.memory().isPresent(), "canonical option 'memory' is required");
    }

    private void requireRealloc(CanonOptions options, boolean needed) {
        rules.require(
                !needed || options.realloc().isPresent(), "canonical option 'realloc' is required");
    }

    private void requireType(CoreExtern.Func found, CoreExtern.Func expected, String what) {
        rules.require(
                found.equals(expected),
                "%s has type %s, expected %s".formatted(what, found, expected));
    }

    private static boolean pointer(List<dev.bestcode.wasm.type.ValType> types) {
        return types.stream().anyMatch(type -> type.facts().pointer());
    }
}
