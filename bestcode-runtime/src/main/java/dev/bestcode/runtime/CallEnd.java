package dev.bestcode.runtime;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.Locale;
import java.util.Optional;

/// What came of a call.
/// @param answer the message that says so; empty where there is none
/// @param said its beginning; of a refusal or a failure the reason
public record CallEnd(State state, Optional<MessageId> answer, String said) {
    /// Of an answer; the journal has the rest.
    private static final int SAID_CHARS = 2_000;

    static final CallEnd OPEN = new CallEnd(State.OPEN, Optional.empty(), "");

    /// How it stands.
    public enum State {
        /// Nobody has answered yet.
        OPEN,
        /// It was answered.
        DONE,
        /// The answer is that it did not work.
        ERROR,
        /// There is a failure in place of an answer.
        FAILED,
        /// It was never admitted.
        REFUSED
    }

    static CallEnd refused(String reason) {
        return new CallEnd(State.REFUSED, Optional.empty(), cut(reason));
    }

    static CallEnd failed(String reason) {
        return new CallEnd(State.FAILED, Optional.empty(), cut(reason));
    }

    static CallEnd of(Message answer) {
        return switch (answer.kind()) {
            case REQUEST -> throw new IllegalArgumentException("message " + answer.id());
            case ANSWER -> answered(answer);
            case FAILURE ->
                    end(
                            answer,
                            State.FAILED,
                            reason(Failure.from(Json.parseObject(answer.payload().utf8()))));
        };
    }

    private static String reason(Failure failure) {
        return failure.kind().wireName() + ": " + failure.message();
    }

    /// A payload of a type that is not known here is shown as it is.
    private static CallEnd answered(Message answer) {
        try {
            var json = Json.parseObject(answer.payload().utf8());
            if (answer.tag().equals(ToolOutcome.TYPE.tag())) {
                var outcome = ToolOutcome.from(json);
                return end(answer, outcome.error() ? State.ERROR : State.DONE, outcome.text());
            }
            if (answer.tag().equals(AgentResult.TYPE.tag())) {
                var result = AgentResult.from(json);
                boolean done = result.status() == RunStatus.DONE;
                return end(
                        answer,
                        done ? State.DONE : State.ERROR,
                        done ? result.text() : result.status().wireName() + ": " + result.text());
            }
            if (answer.tag().equals(LlmReply.TYPE.tag())) {
                return end(answer, State.DONE, said(LlmReply.from(json)));
            }
        } catch (JsonException | IllegalArgumentException unknown) {
            // Then it is no payload that a version of these types wrote.
        }
        return end(answer, State.DONE, answer.payload().utf8());
    }

    private static String said(LlmReply reply) {
        var calls =
                reply.toolUses().stream()
                        .map(use -> "calls " + use.name() + " " + use.id())
                        .toList();
        return String.join("\n", reply.text(), String.join("\n", calls)).strip();
    }

    private static CallEnd end(Message answer, State state, String said) {
        return new CallEnd(state, Optional.of(answer.id()), cut(said));
    }

    /// The beginning of what was said.
    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= SAID_CHARS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SAID_CHARS)) + "…";
    }

    static String cut(Bytes payload) {
        return cut(payload.utf8());
    }

    public JsonObject toJson() {
        var json = JsonObject.builder().put("state", state.name().toLowerCase(Locale.ROOT));
        answer.ifPresent(message -> json.put("answer", message.value()));
        return json.put("said", said).build();
    }
}
