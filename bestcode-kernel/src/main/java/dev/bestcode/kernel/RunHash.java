package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Iterator;

/// SHA-256 over one run, free of everything that is of its kernel alone.
/// @see RunLog#stateHash
final class RunHash {
    private final State state;
    private final MessageDigest digest = Sha256.newDigest();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private RunHash(State state) {
        this.state = state;
    }

    static Sha256 of(State state, RunEntry run, Iterator<LoggedTransaction> transactions) {
        var hash = new RunHash(state);
        transactions.forEachRemaining(transaction -> transaction.ops().forEach(hash::add));
        state.threadTable().threadsOf(run.id()).stream()
                .sorted(Comparator.comparingLong(ThreadId::value))
                .forEach(hash::add);
        state.messages().byId().entries().stream()
                .filter(open -> open.value().run() == run.ordinal())
                .forEach(open -> hash.add(open.key()).add(open.value().attempts()));
        return Sha256.ofDigest(hash.digest.digest());
    }

    private void add(KernelOp op) {
        if (op instanceof RunForked) {
            return;
        }
        var plain = op.withoutVersion();
        add(OpEncoder.kind(plain));
        add(OpEncoder.head(plain));
        OpEncoder.content(plain).ifPresent(content -> add(Digest.ofContent(content)));
    }

    private void add(ThreadId thread) {
        var row = state.threadTable().require(thread).row();
        add(row.id().value()).add(row.parent().map(ThreadId::value).orElse(0L));
        add(row.name()).add(row.profile()).add(row.rights().hex()).add(row.status().name());
        state.contexts()
                .segments(thread)
                .forEach(page -> add(state.pages().find(page.id()).orElseThrow()));
        for (var kept : state.handlerStates().of(thread)) {
            add(kept.listener()).add(kept.sha256());
        }
        var usage = state.usage(thread);
        add(usage.input()).add(usage.output()).add(usage.cacheRead()).add(usage.cacheWrite());
    }

    private void add(Page page) {
        add(page.id().value()).add(page.tag()).add(page.tier().name());
        add(Double.doubleToRawLongBits(page.relevance().value()));
        add(page.size()).add(page.tokens()).add(page.pinned() ? 1 : 0).add(page.content());
        add(page.summaryTokens());
        state.contexts().summary(page.id()).map(Bytes::sha256).map(Digest::of).ifPresent(this::add);
    }

    private RunHash add(long value) {
        digest.update(number.clear().putLong(value).flip());
        return this;
    }

    private RunHash add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    private RunHash add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    private RunHash add(Digest content) {
        return add(content.a()).add(content.b()).add(content.c()).add(content.d());
    }
}
