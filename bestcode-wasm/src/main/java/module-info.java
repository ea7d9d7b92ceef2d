/// Runs a user's component as a tool with only its granted powers.
///
/// The runtime is the wall: no import that was not granted, no step beyond its budget.
module dev.bestcode.wasm {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires com.dylibso.chicory.wasm;
    requires com.dylibso.chicory.runtime;
    requires com.dylibso.chicory.compiler;

    exports dev.bestcode.wasm;
}
