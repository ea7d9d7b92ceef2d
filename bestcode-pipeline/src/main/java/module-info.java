/// Admits untrusted bytes, commits, delivers, feeds answers back in.
///
/// One door for every message, outside input and handlers' answers alike; it carries the event bus
/// too.
module dev.bestcode.pipeline {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires java.xml;
    requires com.networknt.schema;
    requires tools.jackson.databind;

    exports dev.bestcode.pipeline;
}
