package dev.bestcode.wasm.check;

import dev.bestcode.wasm.binary.ComponentBinary.CustomSection;
import dev.bestcode.wasm.type.ComponentType;

import java.util.List;

/// A component that keeps the rules.
/// @param steps to instantiate it
public record CheckedComponent(
        ComponentType type, List<Step> steps, List<CustomSection> customSections) {
    public CheckedComponent {
        steps = List.copyOf(steps);
        customSections = List.copyOf(customSections);
    }
}
