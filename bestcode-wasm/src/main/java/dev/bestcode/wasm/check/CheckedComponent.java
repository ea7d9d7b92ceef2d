package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.ComponentBinary.CustomSection;
import dev.bestcode.wasm.engine.CoreModule;
import dev.bestcode.wasm.type.ComponentType;

import java.util.ArrayList;
import java.util.List;

/// A component that keeps the rules.
/// @param steps to instantiate it
public record CheckedComponent(
        ComponentType type, List<Step> steps, List<CustomSection> customSections) {
    public CheckedComponent {
        steps = List.copyOf(steps);
        customSections = List.copyOf(customSections);
    }

    /// The memories that its core modules define.
    public int memories() {
        return modules().stream().mapToInt(CoreModule::memories).sum();
    }

    /// All core modules in it, those of nested components included.
    public List<CoreModule> modules() {
        var modules = new ArrayList<CoreModule>();
        for (var step : steps) {
            switch (step) {
                case Step.DefineModule(var module) -> modules.add(module);
                case Step.DefineComponent(var nested) -> modules.addAll(nested.modules());
                case Step.InstantiateModule _,
                        Step.BundleCore _,
                        Step.Instantiate _,
                        Step.Bundle _,
                        Step.AliasExport _,
                        Step.AliasCoreExport _,
                        Step.AliasOuter _,
                        Step.DefineResource _,
                        Step.Lift _,
                        Step.Lower _,
                        Step.ResourceNew _,
                        Step.ResourceDrop _,
                        Step.ResourceRep _,
                        Step.Import _,
                        Step.Export _ -> {}
            }
        }
        return modules;
    }
}
