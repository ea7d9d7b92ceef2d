/// Runs a user's component as a tool with only its granted powers.
///
/// The runtime is the wall: no import that was not granted, no step beyond its budget.
module dev.bestcode.wasm {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
}
