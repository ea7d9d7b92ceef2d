package dev.bestcode.mcp;

import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.spec.McpError;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for what a server answers to a request, and says in its failure what it did instead.
final class Replies {
    /// How often it is looked whether a person is still being asked.
    private static final long TICK_NANOS = 50_000_000;

    private final String server;
    private final Wire wire;

    Replies(String server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    <T> T of(Mono<T> request, Duration limit, String what) throws McpFailure, InterruptedException {
        return of(request, limit, what, () -> 0);
    }

    /// @param limit of its own, beside the time that a person is waited for
    /// @param what is asked for, for sentences
    <T> T of(Mono<T> request, Duration limit, String what, Waiting waiting)
            throws McpFailure, InterruptedException {
        var future = request.toFuture();
        long begin = System.nanoTime();
        try {
            while (true) {
                long waited = Math.min(waiting.nanos(), Bounds.PERSON_WAIT.toNanos());
                long left = limit.toNanos() + waited - (System.nanoTime() - begin);
                try {
                    return future.get(
                            Math.max(waited > 0 ? TICK_NANOS : 1, left), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (Math.min(waiting.nanos(), Bounds.PERSON_WAIT.toNanos()) == waited) {
                        future.cancel(true);
                        throw late(what, limit, e);
                    }
                }
            }
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (CancellationException e) {
            throw new McpFailure(server, Kind.ENDED, "the conversation was ended", e);
        } catch (ExecutionException e) {
            throw failure(what, e);
        }
    }

    private McpFailure late(String what, Duration limit, TimeoutException e) {
        return wire.broken()
                .orElseGet(
                        () ->
                                new McpFailure(
                                        server,
                                        Kind.SILENT,
                                        "%s took more than %s".formatted(what, words(limit)),
                                        e));
    }

    private static String words(Duration limit) {
        long millis = limit.toMillis();
        return millis >= 1000 ? millis / 1000 + " s" : millis + " ms";
    }

    private McpFailure failure(String what, ExecutionException e) {
        if (wire.broken().isPresent()) {
            return wire.broken().get();
        }
        var causes = new ArrayList<Throwable>();
        for (Throwable at = e.getCause(); at != null && causes.size() < 16; at = at.getCause()) {
            causes.add(at);
        }
        for (var cause : causes) {
            if (cause instanceof McpFailure ours) {
                return ours;
            }
            if (cause instanceof McpError error) {
                return new McpFailure(
                        server,
                        Kind.REFUSED,
                        SafeText.of(String.valueOf(error.getMessage()), Bounds.SENTENCE_CHARS_MAX),
                        e);
            }
        }
        var root = causes.isEmpty() ? e : causes.getLast();
        boolean unreadable =
                causes.stream()
                        .anyMatch(
                                cause ->
                                        cause instanceof IllegalArgumentException
                                                || cause.getClass()
                                                        .getName()
                                                        .startsWith("tools.jackson"));
        var said = SafeText.line(String.valueOf(root.getMessage()), Bounds.SENTENCE_CHARS_MAX);
        return new McpFailure(
                server,
                unreadable ? Kind.MALFORMED : Kind.UNREACHABLE,
                "%s: %s %s".formatted(what, root.getClass().getSimpleName(), said),
                e);
    }
}
