/// Offers the tools of servers of the Model Context Protocol.
///
/// What a server says is untrusted in every word: its tools are listeners like any other, its
/// descriptions are pinned, and everything it sends has a bound.
// The SDK, Reactor and Reactive Streams have names but no descriptors.
@SuppressWarnings("requires-automatic")
module dev.bestcode.mcp {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires io.modelcontextprotocol.sdk.mcp.core;
    requires java.net.http;
    requires org.reactivestreams;
    requires reactor.core;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports dev.bestcode.mcp;
}
