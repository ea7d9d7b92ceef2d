package dev.bestcode.runtime;

import dev.bestcode.api.control.SystemControl.Subscription;
import dev.bestcode.api.json.JsonObject;

import java.io.IOException;
import java.util.Optional;

/// Sends committed events of transactions after `base`, as they happen.
/// @param missed what was asked for and lies before that
record EventStream(
        ControlRequest request,
        EventQueue queue,
        Subscription subscription,
        long base,
        Optional<EventQueue.Gap> missed)
        implements ControlPeer.Stream {
    @Override
    public boolean follows() {
        return true;
    }

    @Override
    public void run(ControlPeer peer) throws IOException, InterruptedException {
        try (subscription) {
            peer.send(ControlLine.ok(request.id()).put("lsn", base).build());
            if (missed.isPresent()) {
                peer.send(gap(missed.get()));
            }
            for (var item = queue.take(); item.isPresent(); item = queue.take()) {
                switch (item.get()) {
                    case EventQueue.Happened(var seq, var line) -> {
                        if (seq > base) {
                            peer.send(line);
                        }
                    }
                    case EventQueue.Gap gap -> peer.send(gap(gap));
                }
            }
        }
        peer.send(ControlLine.item(request.id()).put("end", true).build());
    }

    private JsonObject gap(EventQueue.Gap gap) {
        var range = JsonObject.builder().put("from", gap.from()).put("to", gap.to()).build();
        return ControlLine.item(request.id()).put("gap", range).build();
    }

    @Override
    public void finish() {
        queue.end();
    }
}
