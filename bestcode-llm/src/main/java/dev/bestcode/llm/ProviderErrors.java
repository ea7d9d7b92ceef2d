package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
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
    private final ApiKey key;

    /// @param provider where it is, for messages
    ProviderErrors(String provider, ApiKey key) {
        this.provider = provider;
        this.key = key;
    }

    /// The exception for an answer that is not 200.
    LlmException ofStatus(int status, Optional<Duration> retryAfter, byte[] body) {
        return switch (status) {
            // The body may repeat parts of the key, which no cover would find.
            case 401 -> permanent("the key was refused (401); check ANTHROPIC_API_KEY");
            case 403 ->
                    permanent(
                            "the key was refused (403)%s; check ANTHROPIC_API_KEY and what it may use"
                                    .formatted(said(body)));
            case 408, 409, 429 -> transientFault(statusText(status, body), retryAfter);
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

    /// The exception for an error event.
    LlmException inStream(JsonObject event) {
        var error = event.object("error").orElse(JsonObject.EMPTY);
        var type = error.string("type").orElse("unknown");
        var text = "the stream ended with %s%s".formatted(tidy(type), said(error));
        return switch (type) {
            case "invalid_request_error",
                    "authentication_error",
                    "billing_error",
                    "permission_error",
                    "not_found_error",
                    "request_too_large" ->
                    permanent(text);
            default -> transientFault(text, Optional.empty());
        };
    }

    LlmException.Transient malformed(String what) {
        return broken("the answer was malformed, " + tidy(what));
    }

    LlmException.Transient cutShort(int events) {
        return broken("the stream was cut short after %,d events".formatted(events));
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
        return key.hiddenIn(provider + ": " + what);
    }

    private String statusText(int status, byte[] body) {
        return "it answered " + status + said(body);
    }

    /// The provider's own words from an error body, or nothing when it is of another shape.
    private String said(byte[] body) {
        try {
            return Json.parse(body) instanceof JsonObject json
                    ? said(json.object("error").orElse(JsonObject.EMPTY))
                    : "";
        } catch (JsonException notJson) {
            return "";
        }
    }

    private String said(JsonObject error) {
        return error.string("message").map(text -> ": " + tidy(text)).orElse("");
    }

    /// One bounded line that cannot steer a terminal.
    private String tidy(String text) {
        // Before the cut: half a key would pass the cover unseen.
        var line = key.hiddenIn(text).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= MESSAGE_CODE_POINTS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MESSAGE_CODE_POINTS_MAX)) + "…";
    }
}
