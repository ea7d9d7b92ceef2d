/// The nouns of the system.
///
/// Records and narrow interfaces, with no behaviour but validation: what every other module may
/// know of the rest.
module dev.bestcode.api {
    requires transitive java.net.http; // HttpUser
    requires static org.jspecify;
    requires tools.jackson.core;

    exports dev.bestcode.api.control;
    exports dev.bestcode.api.embedding;
    exports dev.bestcode.api.event;
    exports dev.bestcode.api.json;
    exports dev.bestcode.api.kernel;
    exports dev.bestcode.api.llm;
    exports dev.bestcode.api.message;
    exports dev.bestcode.api.organism;
    exports dev.bestcode.api.security;
    exports dev.bestcode.api.symbol;
    exports dev.bestcode.api.tool;
}
