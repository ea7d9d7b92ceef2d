package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Child;
import dev.bestcode.api.security.SandboxException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Runs one hook to its end: tells it what it is about, and takes what it says. Safe from any
/// worker.
/// @param starter starts its program as commands are started
record HookRunner(Starter starter) {
    /// Of each of its two outputs; what it prints beyond that is dropped.
    private static final int PRINTED_BYTES_MAX = 64 * 1024;

    /// After its end, for the rest of what it printed to arrive.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /// Starts a hook's program in the workspace, to be written to.
    interface Starter {
        Child start(List<String> words, String profile, CommandGrants grants)
                throws SandboxException;
    }

    /// @throws InterruptedException when the caller was stopped; it has ended then
    HookAnswer run(HookSpec hook, JsonObject about, String profile, CommandGrants grants)
            throws InterruptedException {
        try (var child = starter.start(hook.command(), profile, grants)) {
            var printed = reading(child.output());
            var errors = reading(child.errors());
            piped("hook-input", () -> tell(child, about));
            var exit = child.await(Duration.ofSeconds(hook.seconds()));
            return HookAnswer.of(exit, printed.text(), errors.text());
        } catch (SandboxException e) {
            return new HookAnswer.Failed("it did not start: " + e.getMessage());
        }
    }

    /// One that reads nothing is told nothing.
    private static void tell(Child child, JsonObject about) {
        try (var in = child.input()) {
            in.write(Json.print(about));
        } catch (IOException _) {
            // It has ended, or closed its input.
        }
    }

    private static Reading reading(InputStream in) {
        var bytes = new AtomicReference<>(new byte[0]);
        var reader =
                piped(
                        "hook-output",
                        () -> {
                            try (in) {
                                bytes.set(in.readNBytes(PRINTED_BYTES_MAX));
                                in.skip(Long.MAX_VALUE);
                            } catch (IOException _) {
                                // What came before its end is kept.
                            }
                        });
        return new Reading(reader, bytes);
    }

    /// A thread of its own: one that waits for a pipe holds its carrier, and two of them would
    /// leave none on a small machine to tell the program what it waits for.
    private static Thread piped(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    private record Reading(Thread reader, AtomicReference<byte[]> bytes) {
        String text() throws InterruptedException {
            var _ = reader.join(DRAIN);
            return new String(bytes.get(), StandardCharsets.UTF_8);
        }
    }
}
