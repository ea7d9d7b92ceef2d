package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.ImportTag;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TagInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.TagImport;
import com.dylibso.chicory.wasm.types.ValType;

import dev.bestcode.wasm.type.ModuleType.CoreName;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The exception tags of one instance, its imports first.
///
/// The runtime compares imported tags by type alone, so that two of one type are the same to it. So
/// each gets a type that no other has. What makes it so are its results: a tag has none, and nobody
/// looks at them once it is linked.
final class OwnTags {
    private final List<CoreItem.Tag> tags = new ArrayList<>();

    /// Add what the runtime is to see of them to the values that an instance imports.
    OwnTags(WasmModule module, Map<CoreName, CoreItem> imports, ImportValues.Builder values) {
        for (int i = 0; i < module.importSection().importCount(); i++) {
            if (module.importSection().getImport(i) instanceof TagImport tag) {
                var name = NamelessImport.name(tag.module(), tag.name());
                tags.add((CoreItem.Tag) Objects.requireNonNull(imports.get(name), name::toString));
                var type = module.typeSection().getType(tag.tagType().typeIdx());
                var seen = new TagInstance(tag.tagType(), type);
                values.addTag(new ImportTag(tag.module(), tag.name(), seen));
            }
        }
    }

    /// Once it is linked, which compares types, and before anything of it runs.
    void distinguish(Instance instance, CoreBudget budget) {
        int own = instance.module().tagSection().map(section -> section.tagCount()).orElse(0);
        for (int i = 0; i < own; i++) {
            tags.add(budget.tag());
        }
        for (int i = 0; i < tags.size(); i++) {
            var seen = instance.tag(i);
            seen.setType(FunctionType.of(seen.type().params(), results(tags.get(i).number())));
        }
    }

    CoreItem.Tag get(int index) {
        return tags.get(index);
    }

    private static List<ValType> results(int number) {
        var bits = new ArrayList<ValType>();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            bits.add((number >>> bit & 1) == 0 ? ValType.I32 : ValType.I64);
        }
        return bits;
    }
}
