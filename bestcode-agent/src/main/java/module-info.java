/// Turns a task into turns: reason, call tools, stop.
///
/// A handler with budgets; it sees deliveries and answers with bytes, nothing else.
module dev.bestcode.agent {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;

    exports dev.bestcode.agent;
}
