package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.Person;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One attempt's delivery, mute once the attempt has ended.
final class HandedOver implements Delivery {
    /// More than any model says in one answer.
    private static final int SHOWN_CHARS_MAX = 1 << 20;

    private final Lane lane;
    private final Parcel input;
    private final int attempt;
    private final boolean begins;
    private final Rights rights;
    private final Kernel kernel;
    private final Stamp stamp;
    private final EventBus bus;
    private final Supplier<Left> left;
    private final Reading reading;
    private final Person person;
    private final ReentrantLock lock = new ReentrantLock();
    private final StringBuilder shown = new StringBuilder();
    private Optional<Left> looked = Optional.empty();
    private volatile boolean ended;

    /// @param left what the lane may still spend
    /// @param person whoever is asked in the middle
    HandedOver(
            Lane lane,
            Parcel input,
            int attempt,
            Rights rights,
            Reading reading,
            Kernel kernel,
            Stamp stamp,
            EventBus bus,
            Supplier<Left> left,
            Person person) {
        this.lane = lane;
        this.reading = reading;
        this.input = input;
        this.attempt = attempt;
        this.begins = lane.isOpenedBy(input.message().id());
        this.rights = rights;
        this.kernel = kernel;
        this.stamp = stamp;
        this.bus = bus;
        this.left = left;
        this.person = person;
    }

    void end() {
        ended = true;
    }

    /// Let watchers see no more of it.
    /// @return the text that they have seen
    String mute() {
        lock.lock();
        try {
            ended = true;
            return shown.toString();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Message message() {
        return input.message();
    }

    @Override
    public JsonObject payload() {
        return input.payload();
    }

    @Override
    public RunId run() {
        return lane.run.id;
    }

    @Override
    public String profile() {
        return lane.profile;
    }

    @Override
    public Rights rights() {
        return rights;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean begins() {
        return begins;
    }

    @Override
    public Optional<Bytes> ownState() {
        return kernel.state().handlerState(lane.id, lane.listener.name());
    }

    @Override
    public Optional<Bytes> ownSegment(SegmentId segment) {
        var contexts = kernel.state().contexts();
        return contexts.get(segment)
                .filter(row -> row.thread().equals(lane.id))
                .flatMap(row -> contexts.content(segment));
    }

    @Override
    public long newId() {
        return stamp.newId();
    }

    @Override
    public Provenance provenance() {
        return input.provenance();
    }

    @Override
    public Left left() {
        lock.lock();
        try {
            looked = looked.or(() -> Optional.of(left.get()));
            return looked.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ApprovalAnswer ask(Form form) throws InterruptedException {
        if (ended) {
            return ApprovalAnswer.deny("system", "the call has ended");
        }
        return person.ask(form);
    }

    @Override
    public void readFrom(Source source) {
        reading.add(source);
    }

    @Override
    public void answerStarted() {
        lock.lock();
        try {
            if (!ended) {
                lane.costs();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void progress(Progress progress) {
        lock.lock();
        try {
            if (!ended) {
                keep(progress);
                if (lane.callDepth == 0 || !isOfAnAnswer(progress)) {
                    bus.progress(lane, progress);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Of an answer inside a call watchers see what is committed: several grow side by side there.
    private static boolean isOfAnAnswer(Progress progress) {
        return switch (progress) {
            case Progress.Text _, Progress.Thinking _, Progress.Withdrawn _ -> true;
            case Progress.Output _, Progress.Retrying _ -> false;
        };
    }

    private void keep(Progress progress) {
        switch (progress) {
            case Progress.Text(var text) -> {
                int room = SHOWN_CHARS_MAX - shown.length();
                shown.append(text, 0, Math.min(room, text.length()));
                lane.costs();
            }
            case Progress.Thinking _ -> lane.costs();
            case Progress.Withdrawn _ -> shown.setLength(0);
            case Progress.Output _, Progress.Retrying _ -> {
                // No part of an answer.
            }
        }
    }
}
