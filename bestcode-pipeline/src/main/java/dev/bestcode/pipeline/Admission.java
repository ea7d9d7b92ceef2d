package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.security.Rights;
import dev.bestcode.pipeline.Verdict.Admitted;
import dev.bestcode.pipeline.Verdict.Rejected;

import java.util.Optional;

/// The one way in, for outside input and handlers' bytes alike: size cap, one parse, schema of the
/// tag, route. Stateless; safe from any worker.
final class Admission {
    private final Listeners listeners;
    private final PayloadCodec codec;
    private final SchemaValidator validator;
    private final int bytesMax;

    Admission(Listeners listeners, PayloadCodec codec, SchemaValidator validator, int bytesMax) {
        this.listeners = listeners;
        this.codec = codec;
        this.validator = validator;
        this.bytesMax = bytesMax;
    }

    /// @param rights of the sender's thread as they are now
    /// @param sender stamped by the pipeline
    Verdict request(
            String profile,
            Rights rights,
            String sender,
            String listener,
            String tag,
            UntrustedBytes bytes) {
        return switch (content(listeners.type(tag), bytes)) {
            case Rejected no -> no;
            case Admitted(var payload) ->
                    switch (rights.request(sender, Excerpt.name(listener), Excerpt.name(tag))) {
                        case Access.NoRoute(var reason) -> rejected(Kind.NO_ROUTE, reason);
                        case Access.Allowed(var permission) ->
                                route(profile, listener, tag, payload, permission);
                    };
        };
    }

    /// @param frozen what the thread that answers was begun with: what it was allowed to do may
    /// end, and its caller is to know how
    Verdict answer(Rights frozen, Listeners.Listener from, String tag, UntrustedBytes bytes) {
        if (!tag.equals(from.answers().tag())) {
            return rejected(
                    Kind.INVALID_PAYLOAD,
                    "%s answers %s, not %s"
                            .formatted(from.name(), from.answers().tag(), Excerpt.name(tag)));
        }
        return switch (content(Optional.of(from.answers()), bytes)) {
            case Rejected no -> no;
            case Admitted admitted ->
                    switch (frozen.answer(from.name())) {
                        case Access.NoRoute(var reason) -> rejected(Kind.NO_ROUTE, reason);
                        case Access.Allowed(var answersNeedNoPermission) -> admitted;
                    };
        };
    }

    /// A tag that nobody speaks has no schema, and no route either: the policy says so better.
    private Verdict content(Optional<PayloadType> type, UntrustedBytes bytes) {
        int size = bytes.bytes().size();
        if (size > bytesMax) {
            return rejected(
                    Kind.INVALID_PAYLOAD,
                    "payload of %,d bytes; allowed %,d: send less at a time"
                            .formatted(size, bytesMax));
        }
        JsonObject payload;
        try {
            if (!(codec.read(bytes) instanceof JsonObject object)) {
                return rejected(Kind.INVALID_PAYLOAD, "the payload must be a JSON object");
            }
            payload = object;
        } catch (JsonException e) {
            return rejected(Kind.INVALID_PAYLOAD, "the payload cannot be read: " + e.getMessage());
        }
        var problems = type.map(known -> validator.validate(known, payload));
        if (problems.isPresent() && !problems.get().isEmpty()) {
            return rejected(
                    Kind.INVALID_PAYLOAD,
                    "the payload is not a valid %s; %s"
                            .formatted(type.get().tag(), String.join("; ", problems.get())));
        }
        return new Admitted(Canonical.of(payload, bytes));
    }

    private Verdict route(
            String profile, String listener, String tag, Canonical payload, Permission granted) {
        if (granted == Permission.DENY) {
            return rejected(Kind.DENIED, denial(profile, listener));
        }
        var receiver = listeners.get(listener);
        if (receiver.isEmpty()) {
            return rejected(
                    Kind.NO_ROUTE,
                    "'%s' is declared, but nothing runs it here; do without it"
                            .formatted(Excerpt.name(listener)));
        }
        var accepted = receiver.get().accepts().tag();
        if (!accepted.equals(tag)) {
            return rejected(
                    Kind.NO_ROUTE, "%s takes %s, not %s".formatted(listener, accepted, tag));
        }
        return new Admitted(payload);
    }

    static String denial(String profile, String listener) {
        return "profile '%s' denies %s; do without it, or end and say what needs it"
                .formatted(profile, listener);
    }

    private static Rejected rejected(Kind kind, String message) {
        return new Rejected(new Failure(kind, message));
    }
}
