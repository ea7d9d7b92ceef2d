/// Makes state changes durable and atomic in one log.
///
/// Threads, contexts and journal change together in one transaction or not at all; what was
/// acknowledged survives.
module dev.bestcode.kernel {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires org.pcollections;

    exports dev.bestcode.kernel;
}
