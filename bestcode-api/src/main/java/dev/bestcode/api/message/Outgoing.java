package dev.bestcode.api.message;

import java.util.List;

/// A message that a handler asks the pipeline to carry. It names a receiver, never a sender, a
/// thread or a profile: those the pipeline stamps.
public sealed interface Outgoing {
    String tag();

    UntrustedBytes payload();

    /// Answer the request that opened the message's thread, and end the thread.
    record Reply(String tag, UntrustedBytes payload) implements Outgoing {}

    /// Ask another listener, on a fresh child thread.
    /// @param call comes back with the answer; unique among the open calls of the thread
    /// @param reserves the most that the request can cost; set aside until it is answered
    record Send(String to, String tag, UntrustedBytes payload, String call, Allowance reserves)
            implements Outgoing {
        /// One that costs nothing.
        public Send(String to, String tag, UntrustedBytes payload, String call) {
            this(to, tag, payload, call, Allowance.ZERO);
        }
    }

    /// Tell several listeners, each on its own child thread; no answer comes back.
    record Broadcast(List<String> to, String tag, UntrustedBytes payload) implements Outgoing {
        public Broadcast {
            to = List.copyOf(to);
        }
    }

    /// Start another listener on a child thread that outlives this exchange; no answer comes back.
    record Spawn(String to, String tag, UntrustedBytes payload) implements Outgoing {}
}
