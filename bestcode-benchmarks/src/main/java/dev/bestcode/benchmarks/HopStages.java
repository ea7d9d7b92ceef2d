package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.ContentStore;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.pipeline.Pipeline;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Parts of a pipeline that add up the time spent in them.
final class HopStages {
    final Stage parse = new Stage();
    final Stage schema = new Stage();
    final Stage commit = new Stage();

    void reset() {
        List.of(parse, schema, commit).forEach(Stage::reset);
    }

    PayloadCodec codec() {
        return new Codec();
    }

    SchemaValidator validator() {
        var validator = Pipeline.schemaValidator();
        return (PayloadType type, JsonValue value) ->
                schema.timed(() -> validator.validate(type, value));
    }

    Kernel over(Kernel kernel) {
        return new Commits(kernel);
    }

    /// Sum and number of calls.
    static final class Stage {
        private final LongAdder nanos = new LongAdder();
        private final LongAdder calls = new LongAdder();

        <T> T timed(Supplier<T> work) {
            long start = System.nanoTime();
            try {
                return work.get();
            } finally {
                nanos.add(System.nanoTime() - start);
                calls.increment();
            }
        }

        long nanos() {
            return nanos.sum();
        }

        long calls() {
            return calls.sum();
        }

        private void reset() {
            nanos.reset();
            calls.reset();
        }
    }

    /// JSON, as the pipeline reads it by itself.
    private final class Codec implements PayloadCodec {
        @Override
        public JsonValue read(UntrustedBytes bytes) {
            return parse.timed(() -> Json.parse(bytes.bytes().toByteArray()));
        }

        @Override
        public Bytes write(String tag, JsonValue value) {
            return Bytes.of(Json.canonical(value));
        }
    }

    /// A kernel whose commits are timed.
    private final class Commits implements Kernel {
        private final Kernel kernel;

        Commits(Kernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public Committed commit(List<? extends KernelOp> ops, Force force) {
            return commit.timed(() -> kernel.commit(ops, force));
        }

        @Override
        public KernelState state() {
            return kernel.state();
        }

        @Override
        public ContentStore content() {
            return kernel.content();
        }

        @Override
        public long forcedLsn() {
            return kernel.forcedLsn();
        }

        @Override
        public void onForced(LongConsumer listener) {
            kernel.onForced(listener);
        }

        @Override
        public void close() {
            kernel.close();
        }
    }
}
