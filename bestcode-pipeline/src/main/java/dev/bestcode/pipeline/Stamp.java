package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalRequest;

import java.util.Optional;

/// Draws ids and writes the head of a message: the one place that says who sent it, and where to.
final class Stamp {
    /// What the journal keeps of a refused payload: enough to see what it was (G2).
    private static final int REFUSED_HEAD_BYTES = 1_024;

    private final Numbers numbers;

    Stamp(Numbers numbers) {
        this.numbers = numbers;
    }

    long newId() {
        return numbers.draw();
    }

    /// What is drawn next.
    long next() {
        return numbers.next();
    }

    ThreadId newThread() {
        return new ThreadId(newId());
    }

    Message request(
            ThreadId thread,
            String sender,
            String listener,
            String tag,
            String call,
            Bytes payload) {
        return new Message(
                new MessageId(newId()),
                thread,
                Message.Kind.REQUEST,
                sender,
                listener,
                tag,
                Optional.empty(),
                call,
                payload);
    }

    /// @param request that is answered; its sender gets the answer on the given thread
    Message answer(ThreadId thread, Message request, String tag, Bytes payload) {
        return new Message(
                new MessageId(newId()),
                thread,
                Message.Kind.ANSWER,
                /* sender= */ request.listener(),
                /* listener= */ request.sender(),
                tag,
                Optional.of(request.id()),
                request.call(),
                payload);
    }

    /// The system's question to a person, about the call of a thread.
    Message question(ThreadId thread, JsonObject payload) {
        return request(
                thread,
                Message.SYSTEM,
                Message.USER,
                ApprovalRequest.TYPE.tag(),
                "",
                Bytes.of(Json.print(payload)));
    }

    /// The answer to it.
    Message approval(Message question, JsonObject payload) {
        return answer(
                question.thread(),
                question,
                ApprovalAnswer.TYPE.tag(),
                Bytes.of(Json.print(payload)));
    }

    /// A failure in place of an answer.
    /// @param sender the listener that was asked, or the system when it never saw the request
    Parcel failure(ThreadId thread, Message request, String sender, Failure failure) {
        return failure(
                thread,
                sender,
                request.sender(),
                Optional.of(request.id()),
                request.call(),
                failure.toJson());
    }

    /// The system's own word to a listener that its run is being stopped: a failure that answers
    /// nothing.
    /// @param shown by call, the text that watchers have seen of unfinished answers
    Parcel stop(Lane lane, JsonObject shown) {
        var failure = StopSignal.stopped().failure().toJson();
        var json = JsonObject.builder();
        failure.members().forEach(json::put);
        json.put(Failure.SHOWN, shown);
        return failure(
                lane.id, Message.SYSTEM, lane.listener.name(), Optional.empty(), "", json.build());
    }

    private Parcel failure(
            ThreadId thread,
            String sender,
            String listener,
            Optional<MessageId> answers,
            String call,
            JsonObject json) {
        return Parcel.of(
                new Message(
                        new MessageId(newId()),
                        thread,
                        Message.Kind.FAILURE,
                        sender,
                        listener,
                        Failure.TYPE.tag(),
                        answers,
                        call,
                        Bytes.of(Json.print(json))),
                json);
    }

    /// Stands in the journal for messages that were only counted.
    Message nothing(ThreadId thread) {
        return request(thread, Message.SYSTEM, Message.SYSTEM, Failure.TYPE.tag(), "", Bytes.EMPTY);
    }

    /// What the journal keeps of a message that was refused.
    static Message head(Message whole) {
        return head(whole, REFUSED_HEAD_BYTES);
    }

    /// What it keeps where content is not to stay.
    static Message withoutPayload(Message whole) {
        return head(whole, 0);
    }

    private static Message head(Message whole, int payloadBytes) {
        return new Message(
                whole.id(),
                whole.thread(),
                whole.kind(),
                whole.sender(),
                Excerpt.name(whole.listener()),
                Excerpt.name(whole.tag()),
                whole.answers(),
                whole.call(),
                whole.payload().head(payloadBytes));
    }
}
