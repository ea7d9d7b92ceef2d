package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.LlmException;

import java.time.Duration;
import java.util.Optional;

/// Says what went wrong at a provider, and by the type whether to ask again. No text that came from
/// outside gets into a message before the key is covered and its length bound.
final class ProviderErrors {
    /// Enough to say what is wrong with a request, short enough for a terminal.
    static final int MESSAGE_CODE_POINTS_MAX = 500;

    private final String provider;
    private final Optional<ApiKey> key;
    private final String withoutKey;

    /// @param provider where it is, for messages
    /// @param withoutKey what to do when it asks for a key and there is none
    ProviderErrors(String provider, Optional<ApiKey> key, String withoutKey) {
        this.provider = provider;
        this.key = key;
        this.withoutKey = withoutKey;
    }

    /// The exception for an answer that is not 200.
    LlmException ofStatus(int status, Optional<Duration> retryAfter, byte[] body) {
        return switch (status) {
            // The body may repeat parts of the key, which no cover would find.
            case 401 ->
                    permanent(
                            key.map(held -> "the key was refused (401); check " + held.origin())
                                    .orElse("it asks for a key (401); " + withoutKey));
            case 403 ->
                    permanent(
                            key.map(
                                            held ->
                                                    "the key was refused (403)%s; check %s and what it may use"
                                                            .formatted(said(body), held.origin()))
                                    .orElseGet(
                                            () ->
                                                    "it refuses (403)%s; where that is for want of a key, %s"
                                                            .formatted(said(body), withoutKey)));
            case 404 ->
                    permanent(
                            statusText(status, body)
                                    + "; check the model's name ('bestcode models' lists them) and the base URL");
            case 429 ->
                    isOutOfMoney(body)
                            ? permanent(
                                    "the account has no credit left (429)%s; check its plan and billing"
                                            .formatted(said(body)))
                            : transientFault(statusText(status, body), retryAfter);
            case 408, 409 -> transientFault(statusText(status, body), retryAfter);
            case 529 -> transientFault("it is overloaded (529)" + said(body), retryAfter);
            default -> {
                if (status >= 500) {
                    yield transientFault(statusText(status, body), retryAfter);
                }
                if (status >= 300 && status < 400) {
                    yield permanent("it redirects (%d); check the base URL".formatted(status));
                }
                yield permanent(statusText(status, body) + "; the request was not accepted");
            }
        };
    }

    /// Whether an event or an answer reports an error; some say `null` when there is none.
    static boolean isIn(JsonObject json) {
        return json.get("error").filter(error -> !error.equals(JsonNull.NULL)).isPresent();
    }

    /// The exception for an error event.
    LlmException inStream(JsonObject event) {
        return reported("the stream ended with", event);
    }

    /// The exception for an error that came with status 200.
    LlmException inAnswer(JsonObject answer) {
        return reported("it answered with", answer);
    }

    private LlmException reported(String how, JsonObject json) {
        var error = json.object("error").orElse(json);
        var kind = kind(error);
        var text = "%s %s%s".formatted(how, kind.isEmpty() ? "an error" : tidy(kind), said(json));
        return isFinal(kind) ? permanent(text) : transientFault(text, Optional.empty());
    }

    /// The type of an error, or where a dialect has a status in its place, that.
    private static String kind(JsonObject error) {
        var code = error.integer("code");
        return code.isPresent()
                ? Long.toString(code.getAsLong())
                : error.string("type").or(() -> error.string("code")).orElse("");
    }

    private static boolean isFinal(String kind) {
        return switch (kind) {
            case "invalid_request_error",
                    "authentication_error",
                    "billing_error",
                    "permission_error",
                    "not_found_error",
                    "request_too_large",
                    "insufficient_quota" ->
                    true;
            case "408", "409", "429" -> false;
            default -> kind.matches("4[0-9][0-9]");
        };
    }

    /// A status that is else worth another attempt.
    private static boolean isOutOfMoney(byte[] body) {
        var error = object(body).object("error").orElse(JsonObject.EMPTY);
        return error.string("code")
                .or(() -> error.string("type"))
                .orElse("")
                .equals("insufficient_quota");
    }

    LlmException.Transient malformed(String what) {
        return broken("the answer was malformed, " + tidy(what));
    }

    LlmException.Transient cutShort(int events) {
        return broken("the stream was cut short after %,d events".formatted(events));
    }

    /// The provider stopped in the middle, and says so.
    LlmException.Transient brokenOff(String reason) {
        return broken("it broke the answer off (%s)".formatted(reason));
    }

    /// A connection that failed before or inside an answer.
    LlmException.Transient broken(String what) {
        return transientFault(what + "; nothing of it was used", Optional.empty());
    }

    /// Another attempt would be as large, and cost as much.
    LlmException.Permanent tooLarge(String what) {
        return permanent(what + "; nothing of it was used");
    }

    LlmException.Permanent permanent(String what) {
        return new LlmException.Permanent(message(what));
    }

    private LlmException.Transient transientFault(String what, Optional<Duration> retryAfter) {
        return new LlmException.Transient(message(what), retryAfter);
    }

    private String message(String what) {
        return covered(provider + ": " + what);
    }

    private String statusText(int status, byte[] body) {
        return "it answered " + status + said(body);
    }

    /// The provider's own words from an error body, or nothing when it is of another shape.
    private String said(byte[] body) {
        return said(object(body));
    }

    /// Gateways differ in where they put the words.
    private String said(JsonObject body) {
        return body.object("error")
                .flatMap(error -> error.string("message"))
                .or(() -> body.string("error"))
                .or(() -> body.string("message"))
                .or(() -> body.string("detail"))
                .map(text -> ": " + tidy(text))
                .orElse("");
    }

    /// Google's servers put their error into an array.
    private static JsonObject object(byte[] body) {
        try {
            return switch (Json.parse(body)) {
                case JsonObject json -> json;
                case JsonArray(var values)
                        when values.size() == 1 && values.getFirst() instanceof JsonObject json ->
                        json;
                default -> JsonObject.EMPTY;
            };
        } catch (JsonException notJson) {
            return JsonObject.EMPTY;
        }
    }

    private String covered(String text) {
        return key.map(held -> held.hiddenIn(text)).orElse(text);
    }

    /// One bounded line that cannot steer a terminal.
    private String tidy(String text) {
        // Before the cut: half a key would pass the cover unseen.
        var line = covered(text).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= MESSAGE_CODE_POINTS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MESSAGE_CODE_POINTS_MAX)) + "…";
    }
}
