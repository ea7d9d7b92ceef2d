/// Text to vectors, local and deterministic.
///
/// The same text gives the same vector on every machine, without a network.
module dev.bestcode.embedding {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
}
