package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelState;

import java.io.IOException;

/// Sends journal entries as far as they are on stable storage, each once, and goes on as more are.
/// It reads the log at the peer's pace, so it holds nothing for a slow one.
record TailStream(
        ControlRequest request,
        boolean follows,
        JournalQuery query,
        KernelState first,
        DurableView view)
        implements ControlPeer.Stream {
    @Override
    public void run(ControlPeer peer) throws IOException, InterruptedException {
        var state = first;
        var cursor = query.cursor(state);
        peer.send(ControlLine.ok(request.id()).build());
        send(state, cursor, peer);
        while (follows && view.awaitAfter(state.lsn())) {
            state = view.newest();
            send(state, cursor, peer);
        }
        var end = ControlLine.item(request.id()).put("end", true);
        peer.send(end.put("next", state.lsn() + 1).build());
    }

    private void send(KernelState state, JournalCursor cursor, ControlPeer peer)
            throws IOException {
        for (var page = cursor.next(state); !page.isEmpty(); page = cursor.next(state)) {
            for (var entry : page) {
                var line = JournalLine.of(entry, state);
                if (query.wants(line)) {
                    peer.send(ControlLine.item(request.id()).put("entry", line.toJson()).build());
                }
            }
        }
    }

    @Override
    public void finish() {
        // The view has ended, and that ends the wait.
    }
}
