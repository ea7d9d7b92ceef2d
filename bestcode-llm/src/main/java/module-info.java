/// Talks to model providers: pooling, streaming, retries, accounting.
///
/// What leaves is always a well-formed request, whatever was interrupted before it.
module dev.bestcode.llm {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires transitive java.net.http;

    exports dev.bestcode.llm;
}
