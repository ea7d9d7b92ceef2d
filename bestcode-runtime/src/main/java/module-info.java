/// Assembles a system from parts and closes it in order.
///
/// The one module in which the leaves meet; every wiring problem is reported at once. Other
/// processes reach a running system through its socket.
module dev.bestcode.runtime {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    // What an embedder names when it calls the builder.
    requires transitive dev.bestcode.kernel;
    requires transitive dev.bestcode.librarian;
    requires transitive dev.bestcode.llm;
    requires transitive dev.bestcode.organism;
    requires transitive dev.bestcode.ports;
    requires transitive dev.bestcode.routing;
    requires transitive dev.bestcode.security;
    requires transitive dev.bestcode.tools;
    requires dev.bestcode.agent;
    requires dev.bestcode.embedding;
    requires dev.bestcode.pipeline;

    exports dev.bestcode.runtime;
}
