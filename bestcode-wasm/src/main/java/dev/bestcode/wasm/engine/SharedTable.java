package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;

import dev.bestcode.wasm.TrapException;

import java.util.Optional;

/// A table that several instances share. The runtime compares the type of an indirect call by its
/// index, as if caller and callee had one type section; between modules that is another type. So
/// each instance sees a table of its own, in which foreign functions are replaced by trampolines
/// that are typed in the seer's types.
final class SharedTable {
    private final TableInstance entries;

    SharedTable(TableInstance entries) {
        this.entries = entries;
    }

    /// Who looks: a module, and its instance once that stands.
    static final class Viewer {
        final CoreModule module;
        final Trampolines trampolines;
        private Optional<Instance> instance = Optional.empty();

        Viewer(CoreModule module, Trampolines trampolines) {
            this.module = module;
            this.trampolines = trampolines;
        }

        void is(Instance made) {
            instance = Optional.of(made);
        }

        boolean is(Optional<Instance> other) {
            return other.isEmpty() || (instance.isPresent() && instance.get() == other.get());
        }
    }

    TableInstance seenBy(Viewer viewer) {
        return new View(entries, viewer);
    }

    /// @param table of an instance of ours
    static SharedTable behind(TableInstance table) {
        return new SharedTable(((View) table).entries);
    }

    private static final class View extends TableInstance {
        private final TableInstance entries;
        private final Viewer viewer;

        View(TableInstance entries, Viewer viewer) {
            super(Trampolines.NO_TABLE, 0);
            this.entries = entries;
            this.viewer = viewer;
        }

        private boolean foreign(int index) {
            return index >= 0
                    && index < entries.size()
                    && entries.ref(index) != com.dylibso.chicory.wasm.types.Value.REF_NULL_VALUE
                    && !viewer.is(Optional.ofNullable(entries.instance(index)));
        }

        @Override
        public int requiredRef(int index) {
            if (!foreign(index)) {
                return entries.requiredRef(index);
            }
            var trampoline =
                    viewer.trampolines.to(
                            entries.instance(index), entries.ref(index), viewer.module);
            if (trampoline.isEmpty()) {
                throw new TrapException("indirect call type mismatch");
            }
            return 0;
        }

        @Override
        public int ref(int index) {
            boolean replaced =
                    foreign(index)
                            && viewer.trampolines
                                    .to(entries.instance(index), entries.ref(index), viewer.module)
                                    .isPresent();
            return replaced ? 0 : entries.ref(index);
        }

        @Override
        public Instance instance(int index) {
            var instance = entries.instance(index);
            return foreign(index)
                    ? viewer.trampolines
                            .to(instance, entries.ref(index), viewer.module)
                            .orElse(instance)
                    : instance;
        }

        @Override
        public void setRef(int index, int value, Instance instance) {
            var target = viewer.trampolines.behind(instance);
            if (target.isPresent()) {
                entries.setRef(index, target.get().func(), target.get().instance());
            } else {
                entries.setRef(index, value, instance);
            }
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public com.dylibso.chicory.wasm.types.ValType elementType() {
            return entries.elementType();
        }

        @Override
        public com.dylibso.chicory.wasm.types.TableLimits limits() {
            return entries.limits();
        }

        @Override
        public int grow(int size, int value, Instance instance) {
            var target = viewer.trampolines.behind(instance);
            return target.isPresent()
                    ? entries.grow(size, target.get().func(), target.get().instance())
                    : entries.grow(size, value, instance);
        }

        @Override
        public void reset() {
            entries.reset();
        }
    }
}
