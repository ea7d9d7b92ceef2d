package dev.bestcode.spring;

import dev.bestcode.runtime.BestCodeBuilder;

/// Says what no property and no other bean says to the builder, last of all. Beans of it are called
/// in their order, on the thread that starts the application.
@FunctionalInterface
public interface BestCodeCustomizer {
    void customize(BestCodeBuilder builder);
}
