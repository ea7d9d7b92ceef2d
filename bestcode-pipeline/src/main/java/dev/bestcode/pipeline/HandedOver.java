package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.security.Rights;

import java.util.Optional;

/// One attempt's delivery, mute once the attempt has ended.
final class HandedOver implements Delivery {
    private final Lane lane;
    private final Parcel input;
    private final int attempt;
    private final Rights rights;
    private final Kernel kernel;
    private final Stamp stamp;
    private final EventBus bus;
    private final Reading reading;
    private volatile boolean ended;

    HandedOver(
            Lane lane,
            Parcel input,
            int attempt,
            Rights rights,
            Reading reading,
            Kernel kernel,
            Stamp stamp,
            EventBus bus) {
        this.lane = lane;
        this.reading = reading;
        this.input = input;
        this.attempt = attempt;
        this.rights = rights;
        this.kernel = kernel;
        this.stamp = stamp;
        this.bus = bus;
    }

    void end() {
        ended = true;
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
        return lane.run.profile;
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
    public void readFrom(Source source) {
        reading.add(source);
    }

    @Override
    public void progress(Progress progress) {
        if (!ended) {
            bus.progress(lane, progress);
        }
    }
}
