package dev.bestcode.runtime;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;

import java.util.List;
import java.util.function.Consumer;

/// In place of a sandbox that could not be set up: starts nothing, and says why.
record NoSandbox(String reason) implements Sandbox {
    @Override
    public List<Wall> walls(CommandGrants grants) {
        return List.of(new Wall("sandbox", false, reason));
    }

    @Override
    public boolean contains(CommandGrants grants) {
        return false;
    }

    @Override
    public Child start(Request request, Consumer<Started> note) throws SandboxException {
        throw new SandboxException(reason);
    }

    @Override
    public int sweep(Started earlier) {
        return 0;
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
