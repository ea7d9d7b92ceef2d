/// Assembles a system from parts and closes it in order.
///
/// The one module in which the leaves meet; every wiring problem is reported at once.
module dev.bestcode.runtime {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires dev.bestcode.kernel;
    requires dev.bestcode.pipeline;
    requires dev.bestcode.security;
    requires dev.bestcode.organism;
    requires dev.bestcode.ports;
    requires dev.bestcode.agent;
    requires dev.bestcode.llm;
    requires dev.bestcode.tools;
    requires dev.bestcode.librarian;
    requires dev.bestcode.embedding;
    requires dev.bestcode.routing;
}
