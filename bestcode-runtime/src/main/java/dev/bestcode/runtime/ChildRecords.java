package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Started;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.tools.ChildNotes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps the children that are alive in the kernel, so that a process which opens it after a kill
/// can end what is left of them. Each start writes the list; an end is written with the next start,
/// since looking for a child that has ended does no harm. Safe from any worker.
final class ChildRecords implements ChildNotes {
    private static final String PART = "sandbox";

    private final CompletableFuture<Pipeline> pipeline = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Started> alive = new LinkedHashMap<>();
    private boolean written;

    /// End what an earlier process left, and keep records from now on.
    /// @param sandbox is asked for nothing when nothing was left
    /// @return how many processes were ended
    int begin(Pipeline opened, Sandbox sandbox) {
        int ended = 0;
        var left = opened.kept(PART).map(ChildRecords::read).orElse(List.of());
        for (var child : left) {
            ended += sandbox.sweep(child);
        }
        if (!left.isEmpty()) {
            opened.keep(PART, print(List.of()));
        }
        pipeline.complete(opened);
        return ended;
    }

    @Override
    public void started(Started child) {
        lock.lock();
        try {
            alive.put(child.mark(), child);
            if (pipeline.isDone()) { // before, servers are only looked at; those end with the look
                pipeline.join().keep(PART, print(List.copyOf(alive.values())));
                written = true;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Started child) {
        lock.lock();
        try {
            alive.remove(child.mark());
        } finally {
            lock.unlock();
        }
    }

    /// Say that nothing is left, when all children have ended and before the kernel is closed.
    void end() {
        lock.lock();
        try {
            if (written) {
                pipeline.join().keep(PART, print(List.of()));
            }
        } finally {
            lock.unlock();
        }
    }

    static Bytes print(List<Started> children) {
        var array =
                children.stream()
                        .<JsonValue>map(
                                child ->
                                        JsonObject.builder()
                                                .put("pid", child.pid())
                                                .put("start_ticks", child.startTicks())
                                                .put("group", child.group())
                                                .put("mark", child.mark())
                                                .put(
                                                        "cgroups",
                                                        JsonArray.ofStrings(child.cgroups()))
                                                .build())
                        .toList();
        return Bytes.of(
                Json.print(JsonObject.builder().put("children", new JsonArray(array)).build()));
    }

    /// @throws dev.bestcode.api.json.JsonException when it is not what was printed
    static List<Started> read(Bytes kept) {
        var children = new ArrayList<Started>();
        for (var value : Json.parseObject(kept.utf8()).requireArray("children").values()) {
            if (value instanceof JsonObject child) {
                children.add(
                        new Started(
                                child.requireLong("pid"),
                                child.requireLong("start_ticks"),
                                child.requireLong("group"),
                                child.requireString("mark"),
                                texts(child.requireArray("cgroups"))));
            }
        }
        return children;
    }

    private static List<String> texts(JsonArray array) {
        return array.values().stream()
                .flatMap(
                        value ->
                                value instanceof JsonString(var text)
                                        ? List.of(text).stream()
                                        : List.<String>of().stream())
                .toList();
    }
}
