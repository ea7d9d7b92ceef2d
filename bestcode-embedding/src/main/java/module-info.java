/// Text to vectors, and texts found by what is said about them; local and deterministic.
///
/// The same text gives the same vector on every machine, without a network, unless a provider
/// elsewhere was asked for.
module dev.bestcode.embedding {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires transitive java.net.http;

    exports dev.bestcode.embedding;
}
