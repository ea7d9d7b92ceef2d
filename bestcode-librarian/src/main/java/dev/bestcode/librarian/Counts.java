package dev.bestcode.librarian;

import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What requests were estimated at and what the provider counted, by model. Kept in memory: after a
/// restart the first answer teaches it again. Safe from any worker.
final class Counts {
    /// Threads that ask at once, many times over.
    private static final int THREADS_MAX = 1_024;

    private static final int MODELS_MAX = 64;

    private final Map<ThreadId, Long> asked = bounded(THREADS_MAX);
    private final Map<ThreadId, String> askedShorter = bounded(THREADS_MAX);
    private final Map<String, Calibration> byModel = bounded(MODELS_MAX);

    /// The model as the recipe names it; the reply may name it otherwise.
    private final Map<ThreadId, String> models = bounded(THREADS_MAX);

    private static <K, V> Map<K, V> bounded(int max) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }

    synchronized Calibration of(String model) {
        return Optional.ofNullable(byModel.get(model)).orElse(Calibration.NONE);
    }

    synchronized void asked(ThreadId thread, String model, long estimated) {
        asked.put(thread, estimated);
        models.put(thread, model);
    }

    synchronized void counted(ThreadId thread, Usage usage) {
        var estimated = Optional.ofNullable(asked.remove(thread));
        var model = Optional.ofNullable(models.get(thread));
        if (estimated.isPresent() && model.isPresent()) {
            long counted = usage.input() + usage.cacheRead() + usage.cacheWrite();
            byModel.put(model.get(), of(model.get()).after(counted, estimated.get()));
        }
    }

    /// A request that was estimated so was too long, so it cost at least what was allowed.
    synchronized void refused(String model, long estimated, int allowed) {
        byModel.put(model, of(model).after(allowed, estimated));
    }

    /// Whether this call may be asked once more after a refusal; from then on it may not.
    synchronized boolean mayAskShorter(ThreadId thread, String call) {
        return !call.equals(askedShorter.put(thread, call));
    }
}
