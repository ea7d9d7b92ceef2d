/// Decides which sockets may open, for the system itself and for its children.
///
/// Every user of the network gets its own port and its own list of hosts.
module dev.bestcode.ports {
    requires transitive dev.bestcode.api;
    requires transitive java.net.http;
    requires static org.jspecify;

    exports dev.bestcode.ports;
}
