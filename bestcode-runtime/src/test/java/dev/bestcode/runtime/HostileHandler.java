package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A handler that was taken over: at the first request under a profile it sends to everybody, as a
/// right sender would and in every wrong way; it notes what reaches it, and from whom.
final class HostileHandler implements Handler {
    /// What every listener answers.
    static final PayloadType DONE = PayloadType.of("Done", "{\"type\":\"object\"}");

    private final String name;
    private final PayloadType accepts;
    private final Map<String, String> tagsByName;
    private final HostileMail mail;
    private final int letters;
    private final Log log;
    private final Map<Long, Integer> openCalls = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    /// What all handlers of a test note together.
    /// @param arrived `profile listener` of each request that came to a handler
    /// @param forged what a handler was told of its sender that was not so
    /// @param sent messages
    record Log(Set<String> arrived, List<String> forged, AtomicLong sent) {}

    HostileHandler(
            String name, Map<String, String> tagsByName, HostileMail mail, int letters, Log log) {
        this.name = name;
        this.accepts =
                PayloadType.of(tagsByName.getOrDefault(name, "Nothing"), "{\"type\":\"object\"}");
        this.tagsByName = tagsByName;
        this.mail = mail;
        this.letters = letters;
        this.log = log;
    }

    @Override
    public PayloadType accepts() {
        return accepts;
    }

    @Override
    public PayloadType answers() {
        return DONE;
    }

    @Override
    public boolean effectFree() {
        return true;
    }

    @Override
    public HandlerResponse handle(Delivery delivery) {
        if (delivery.message().kind() != Message.Kind.REQUEST) {
            return answered(delivery);
        }
        log.arrived().add(delivery.profile() + " " + name);
        check(delivery);
        var outgoing = begun.add(delivery.run().value()) ? letters(delivery) : List.<Outgoing>of();
        long calls = outgoing.stream().filter(Outgoing.Send.class::isInstance).count();
        openCalls.put(delivery.message().thread().value(), (int) calls);
        return calls == 0 ? reply(outgoing) : HandlerResponse.done(outgoing, List.of());
    }

    /// What is not answered would leave its sender here for ever, and the test with it.
    private HandlerResponse answered(Delivery delivery) {
        int left = openCalls.merge(delivery.message().thread().value(), -1, Integer::sum);
        return left == 0 ? reply(List.of()) : HandlerResponse.done(List.of(), List.of());
    }

    private static HandlerResponse reply(List<Outgoing> more) {
        var all = new ArrayList<>(more);
        all.add(new Outgoing.Reply(DONE.tag(), UntrustedBytes.of("{}")));
        return HandlerResponse.done(all, List.of());
    }

    private List<Outgoing> letters(Delivery delivery) {
        var truth =
                "\"really\":\"%s\",\"of\":\"%s\",\"under\":\"%s\""
                        .formatted(name, delivery.run(), delivery.profile());
        var outgoing = new ArrayList<Outgoing>();
        tagsByName.forEach(
                (to, tag) ->
                        outgoing.add(
                                new Outgoing.Send(
                                        to,
                                        tag,
                                        UntrustedBytes.of("{" + truth + "}"),
                                        "right " + to)));
        for (int i = 0; i < letters; i++) {
            outgoing.add(mail.one(truth, "wrong " + i));
        }
        log.sent().addAndGet(outgoing.size());
        return outgoing;
    }

    /// The pipeline's word against what the sender's own code wrote of itself.
    private void check(Delivery delivery) {
        var message = delivery.message();
        var really = text(delivery.payload(), "really", Message.USER);
        var of = text(delivery.payload(), "of", delivery.run().value());
        var under = text(delivery.payload(), "under", delivery.profile());
        if (!really.equals(message.sender())
                || !of.equals(delivery.run().value())
                || !under.equals(delivery.profile())) {
            log.forged().add("%s for %s: %s".formatted(message.sender(), name, message));
        }
    }

    private static String text(JsonObject payload, String member, String otherwise) {
        return payload.string(member).orElse(otherwise);
    }
}
