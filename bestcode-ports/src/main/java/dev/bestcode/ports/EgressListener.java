package dev.bestcode.ports;

/// Told of every decision, on the worker that made it: be quick, and do not throw.
@FunctionalInterface
public interface EgressListener {
    EgressListener NONE = _ -> {};

    void on(EgressEvent event);
}
