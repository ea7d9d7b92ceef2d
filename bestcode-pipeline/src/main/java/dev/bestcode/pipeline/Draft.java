package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One transaction being written, and what follows once it is committed. Nothing outside it changes
/// before that, so a rejected one is simply dropped.
final class Draft {
    final List<KernelOp> ops = new ArrayList<>();
    final Map<MessageId, JsonObject> payloads = new HashMap<>();
    final List<Post> posts = new ArrayList<>();
    final List<Runnable> afterwards = new ArrayList<>();
    private int finished;
    private int refusalsInARow;
    private int pushed;
    private boolean forced;

    void add(KernelOp op) {
        ops.add(op);
    }

    void delivered(Parcel input) {
        add(new KernelOp.MessageDelivered(input.message().id()));
        finished++;
    }

    void failed(Parcel input, String reason) {
        add(new KernelOp.MessageFailed(input.message().id(), reason));
        finished++;
    }

    /// Record a message without handing it to a lane.
    void record(Message message, JsonObject payload) {
        add(new KernelOp.MessageDispatched(message));
        payloads.put(message.id(), payload);
    }

    /// Record a message and queue it. What has effects must find its cause on stable storage.
    void post(Lane to, Parcel parcel) {
        record(parcel.message(), parcel.payload());
        posts.add(new Post(to, parcel));
        forced |= to.listener.hasEffects();
    }

    /// Queue a message that the journal has already.
    void again(Lane to, Parcel parcel) {
        payloads.put(parcel.message().id(), parcel.payload());
        posts.add(new Post(to, parcel));
    }

    /// Take back what this transaction was to queue for a lane; the journal has it as failed.
    void withdraw(Lane lane, String reason) {
        posts.stream()
                .filter(post -> post.to() == lane)
                .map(post -> post.parcel().message().id())
                .forEach(id -> add(new KernelOp.MessageFailed(id, reason)));
        posts.removeIf(post -> post.to() == lane);
    }

    /// Add a thread, and the lane for it.
    void push(Lane lane, Optional<Lane> below, KernelOp.ThreadPushed op) {
        add(op);
        pushed++;
        below.ifPresent(parent -> afterwards.add(() -> parent.children.add(lane)));
    }

    /// @param before refused on this thread since the last that was admitted
    static Draft after(int before) {
        var draft = new Draft();
        draft.refusalsInARow = before;
        return draft;
    }

    int refusalsInARow() {
        return refusalsInARow;
    }

    void admitted() {
        refusalsInARow = 0;
    }

    void refused(Message whole, Failure failure) {
        refused(Stamp.head(whole), whole.payload().sha256(), failure);
    }

    /// @param kept what the journal is to have of it
    void refused(Message kept, Sha256 payloadHash, Failure failure) {
        refusalsInARow++;
        add(new KernelOp.MessageRefused(kept, payloadHash, Parcel.reason(failure)));
    }

    void force() {
        forced = true;
    }

    boolean isForced() {
        return forced;
    }

    /// Messages in flight that end with this transaction.
    int finished() {
        return finished;
    }

    /// Threads that this transaction adds.
    int pushed() {
        return pushed;
    }

    boolean postsTo(Lane lane) {
        return posts.stream().anyMatch(post -> post.to() == lane);
    }

    /// @see #post
    record Post(Lane to, Parcel parcel) {}
}
