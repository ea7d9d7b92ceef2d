package dev.bestcode.security;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Starts programs where no wall can be raised, and says so.
record BareSandbox(String reason) implements Sandbox {
    @Override
    public List<Wall> walls(CommandGrants grants) {
        return Arrays.stream(Layer.values())
                .map(layer -> new Wall(layer.word(), false, reason))
                .toList();
    }

    @Override
    public boolean contains(CommandGrants grants) {
        return false;
    }

    @Override
    public Child start(Request request, Consumer<Started> note) throws SandboxException {
        if (request.grants().wallsRequired()) {
            throw new SandboxException(
                    "profile '%s' says 'sandbox: required', and no wall stands here: %s"
                            .formatted(request.profile(), reason));
        }
        if (request.grants().user().isPresent()) {
            throw new SandboxException(
                    "linux_user is '%s', but no other user can be had here: %s"
                            .formatted(request.grants().user().get(), reason));
        }
        if (ChildUser.ours() == 0) {
            throw new SandboxException(
                    "this is root, nothing is started as root, and no other user can be had here: %s; start BestCode as another user, see docs/sandbox.md"
                            .formatted(reason));
        }
        var mark = Boot.newMark();
        var arguments = new ArrayList<>(request.arguments());
        arguments.set(0, request.program().toString());
        var builder =
                new ProcessBuilder(arguments)
                        .directory(request.directory().toFile())
                        .redirectInput(
                                request.fed()
                                        ? ProcessBuilder.Redirect.PIPE
                                        : ProcessBuilder.Redirect.from(nothing()))
                        .redirectErrorStream(request.oneStream());
        builder.environment().clear();
        builder.environment().putAll(request.environment());
        builder.environment().put(Started.MARK, mark);
        try {
            var child = new BareChild(builder.start(), mark);
            try {
                note.accept(child.process());
            } catch (RuntimeException e) {
                child.close();
                throw e;
            }
            return child;
        } catch (IOException e) {
            throw new SandboxException("could not start: " + e.getMessage(), e);
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    @Override
    public int sweep(Started earlier) {
        var handle = ProcessHandle.of(earlier.pid());
        if (handle.isEmpty() || BareChild.startMillis(handle.get()) != earlier.startTicks()) {
            return 0;
        }
        return BareChild.kill(handle.get());
    }

    @Override
    public void close() {
        // Its children are closed by those who started them.
    }
}
