package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.tui.GoingBack;

import java.io.IOException;
import java.util.List;

/// Going back from the Control Room.
record RoomBackwards(Backwards backwards, BestCode os) implements GoingBack {
    @Override
    public Gone rewind(RunId run, String message) throws IOException, InterruptedException {
        return gone(backwards.rewind(run, message));
    }

    @Override
    public Gone forward(RunId run) throws IOException, InterruptedException {
        return gone(backwards.forward(run));
    }

    @Override
    public Gone fork(RunId run, String message) throws IOException {
        return gone(backwards.fork(run, message));
    }

    @Override
    public List<String> explain(RunId run, String call) {
        return Printable.of(CallText.of(os.explain(run, call))).lines().toList();
    }

    private static Gone gone(Backwards.Gone done) {
        return new Gone(done.run(), done.lines());
    }
}
