package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;

import java.io.IOException;

/// Who has asked, as the one who answers sees it. Lines may come from several workers, each whole.
interface ControlPeer {
    /// Waits while the peer does not read.
    /// @throws IOException when it is gone
    void send(Bytes line) throws IOException;

    default void send(JsonObject json) throws IOException {
        send(ControlLine.bytes(json));
    }

    /// Give a longer answer beside what else the peer asks.
    /// @throws IllegalStateException when it has as many as it may have
    void stream(Stream stream);

    /// A longer answer, with a worker of its own.
    interface Stream {
        ControlRequest request();

        /// Whether it waits for what is yet to happen, and so has no end of its own.
        boolean follows();

        void run(ControlPeer peer) throws IOException, InterruptedException;

        /// The system closes: send what there is, and end.
        void finish();
    }
}
