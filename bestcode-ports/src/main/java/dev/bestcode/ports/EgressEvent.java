package dev.bestcode.ports;

/// Something that happened at a user's way out. Holds no path, header or body: hosts, ports and
/// counts alone.
public sealed interface EgressEvent {
    /// Whose way out, such as `llm-pool`.
    String user();

    /// @param address what the host was resolved to, once; with a proxy in between, that one's
    record Opened(String user, String host, int port, String address) implements EgressEvent {}

    /// @param sent bytes from the user to the host
    record Closed(String user, String host, int port, long sent, long received)
            implements EgressEvent {}

    /// A host was asked for and not reached.
    record Refused(String user, String host, int port, String reason) implements EgressEvent {}

    /// A request was not even understood, or not this user's.
    record Rejected(String user, String reason) implements EgressEvent {}
}
