package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Provenance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One transaction being written, and what follows once it is committed. Nothing outside it changes
/// before that, so a rejected one is simply dropped.
final class Draft {
    /// What a reason says of refusals that have no entry.
    static final String ONLY_COUNTED = " only counted";

    final List<KernelOp> ops = new ArrayList<>();
    final Map<MessageId, JsonObject> payloads = new HashMap<>();
    final List<Post> posts = new ArrayList<>();
    final List<Runnable> afterwards = new ArrayList<>();
    /// What the messages of the lane that it settles bear.
    final Provenance carries;

    private final Map<Lane, Account> accounts = new LinkedHashMap<>();
    private int finished;
    private int again;
    private int refusalsInARow;
    private int pushed;
    private boolean forced;

    Draft() {
        this(Provenance.EMPTY);
    }

    Draft(Provenance carries) {
        this.carries = carries;
    }

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

    /// Queue a message that the journal has already, before those that are new.
    void again(Lane to, Parcel parcel) {
        payloads.put(parcel.message().id(), parcel.payload());
        posts.add(again++, new Post(to, parcel));
    }

    /// Take back what this transaction was to queue for a lane; the journal has it as failed.
    void withdraw(Lane lane, String reason) {
        posts.stream()
                .filter(post -> post.to() == lane)
                .map(post -> post.parcel().message().id())
                .forEach(id -> add(new KernelOp.MessageFailed(id, reason)));
        again -= (int) posts.stream().limit(again).filter(post -> post.to() == lane).count();
        posts.removeIf(post -> post.to() == lane);
    }

    Account account(Lane lane) {
        return accounts.getOrDefault(lane, lane.account());
    }

    void account(Lane lane, Account changed) {
        accounts.put(lane, changed);
    }

    /// Its ops with the accounts that it changes, before all else: what follows may end a thread.
    List<KernelOp> sealed() {
        accounts.forEach(
                (lane, account) -> {
                    ops.addFirst(account.keep(lane.id));
                    afterwards.addFirst(() -> lane.setAccount(account));
                });
        accounts.clear();
        return ops;
    }

    /// Add a thread, and the lane for it.
    void push(Lane lane, Optional<Lane> below, KernelOp.ThreadPushed op) {
        add(op);
        pushed++;
        below.ifPresent(parent -> afterwards.add(() -> parent.children.add(lane)));
    }

    /// Let the lane have read more. Before all else, for what follows may end its thread.
    void reads(Lane lane, Provenance read) {
        if (!read.equals(lane.read()) && !ops.contains(new KernelOp.ThreadPruned(lane.id))) {
            ops.addFirst(Taint.keep(lane.id, read));
        }
        afterwards.add(() -> lane.setRead(read));
    }

    /// @param before refused on this thread since the last that was admitted
    static Draft after(int before, Provenance carries) {
        var draft = new Draft(carries);
        draft.refusalsInARow = before;
        return draft;
    }

    int refusalsInARow() {
        return refusalsInARow;
    }

    void admitted() {
        refusalsInARow = 0;
    }

    /// Record a refusal, or count it when there are too many.
    void refused(RefusalMeter meter, Message whole, Failure failure) {
        refusalsInARow++;
        meter.next()
                .ifPresent(
                        counted ->
                                refused(
                                        Stamp.head(whole),
                                        whole.payload().sha256(),
                                        failure,
                                        counted));
    }

    /// @param kept what the journal is to have of it
    /// @param counted refusals since the last entry that have none
    void refused(Message kept, Sha256 payloadHash, Failure failure, long counted) {
        var before = counted == 0 ? "" : " (%,d before it%s)".formatted(counted, ONLY_COUNTED);
        add(new KernelOp.MessageRefused(kept, payloadHash, Parcel.reason(failure) + before));
    }

    /// Record that refusals were only counted, when no entry will follow that could say so.
    void counted(Message nothing, long refusals) {
        if (refusals > 0) {
            var reason =
                    "%,d refused messages were answered and%s".formatted(refusals, ONLY_COUNTED);
            ops.addFirst(new KernelOp.MessageRefused(nothing, nothing.payload().sha256(), reason));
        }
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
