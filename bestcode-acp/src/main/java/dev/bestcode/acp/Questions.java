package dev.bestcode.acp;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.tool.ToolPreview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Asks the person at the editor whether calls may run. The first answer counts, wherever it comes
/// from; a question that was answered elsewhere is taken back. Safe from any thread.
final class Questions {
    private static final String PERSON = "person at the editor";
    private static final String REJECT = "reject";

    private final String session;
    private final SystemControl system;
    private final Connection editor;
    private final Map<MessageId, Asked> asked = new ConcurrentHashMap<>();

    /// @param request our request's id
    /// @param call the editor's id of the call
    private record Asked(long request, String call) {}

    Questions(String session, SystemControl system, Connection editor) {
        this.session = session;
        this.system = system;
        this.editor = editor;
    }

    void ask(BestCodeEvent.ApprovalAsked question) {
        var intent = intent(question.question());
        var call =
                intent.map(entry -> ToolCalls.id(entry.lsn(), entry.message().call()))
                        .orElse("question." + question.question());
        var params =
                JsonObject.builder()
                        .put("sessionId", session)
                        .put("toolCall", toolCall(call, question))
                        .put("options", options())
                        .build();
        try {
            long request =
                    editor.ask(
                            "session/request_permission",
                            params,
                            reply -> replied(question.question(), reply));
            asked.put(question.question(), new Asked(request, call));
        } catch (IllegalStateException tooMany) {
            answer(question.question(), denied(String.valueOf(tooMany.getMessage())));
        }
    }

    /// The call that a question is about, as the journal has it.
    private Optional<JournalEntry> intent(MessageId question) {
        var journal = system.state().journal();
        try {
            return journal.get(question)
                    .map(entry -> Json.parseObject(entry.message().payload().utf8()))
                    .map(json -> new MessageId(json.requireLong("intent")))
                    .flatMap(journal::get);
        } catch (JsonException | IllegalArgumentException gone) {
            return Optional.empty(); // answered and pruned meanwhile
        }
    }

    private static JsonObject toolCall(String call, BestCodeEvent.ApprovalAsked question) {
        var fields =
                JsonObject.builder()
                        .put("toolCallId", call)
                        .put("kind", ToolKind.of(question.tool()).wireName)
                        .put("status", "pending")
                        .put("title", title(question));
        var words = words(question.preview());
        if (!words.isEmpty()) {
            fields.put("content", JsonArray.of(ToolCalls.content(Prose.fenced(words))));
        }
        return fields.build();
    }

    private static String title(BestCodeEvent.ApprovalAsked question) {
        var preview = question.preview();
        var what =
                preview.argv().isEmpty()
                        ? question.tool() + " " + String.join(" ", preview.paths())
                        : Titles.words(preview.argv());
        return Titles.line(what);
    }

    /// What the call comes to, for a command; a change of files is shown with the call.
    private static String words(ToolPreview preview) {
        var lines = new ArrayList<String>();
        preview.program()
                .ifPresent(program -> lines.add("program  " + Titles.words(List.of(program))));
        if (!preview.argv().isEmpty()) {
            lines.add("command  " + Titles.words(preview.argv()));
        }
        preview.directory()
                .ifPresent(directory -> lines.add("in       " + Titles.words(List.of(directory))));
        preview.problem().ifPresent(problem -> lines.add("problem  " + Titles.line(problem)));
        return String.join("\n", lines);
    }

    private static JsonArray options() {
        return JsonArray.of(
                option(ApprovalScope.ONCE.wireName(), "Allow once", "allow_once"),
                option(ApprovalScope.RUN.wireName(), "Allow this for the session", "allow_always"),
                option(
                        ApprovalScope.ALWAYS.wireName(),
                        "Always allow this in the workspace",
                        "allow_always"),
                option(REJECT, "Reject", "reject_once"));
    }

    private static JsonObject option(String id, String name, String kind) {
        return JsonObject.builder().put("optionId", id).put("name", name).put("kind", kind).build();
    }

    /// On the thread that reads, which an answer's way to the disk must not hold up.
    private void replied(MessageId question, Incoming.Reply reply) {
        Thread.ofVirtual().name("acp-answer").start(() -> answer(question, decision(reply)));
    }

    private static ApprovalAnswer decision(Incoming.Reply reply) {
        if (reply.result().isEmpty()) {
            return denied("the editor could not ask: " + Titles.line(reply.error()));
        }
        var outcome = reply.result().get().object("outcome").orElse(JsonObject.EMPTY);
        var option = outcome.string("optionId").orElse("");
        if (!outcome.string("outcome").equals(Optional.of("selected"))) {
            return denied("the person turned the question away");
        }
        if (option.equals(REJECT)) {
            return denied("the person said no");
        }
        try {
            return ApprovalAnswer.allow(PERSON, ApprovalScope.ofWireName(option));
        } catch (IllegalArgumentException unknown) {
            return denied("the editor answered with an option that was not offered");
        }
    }

    private static ApprovalAnswer denied(String reason) {
        return ApprovalAnswer.deny(PERSON, reason);
    }

    private void answer(MessageId question, ApprovalAnswer answer) {
        try {
            system.approve(question, answer);
        } catch (RuntimeException broken) {
            // The log failed or the system is closing; the task's end says so.
            System.getLogger("bestcode.acp")
                    .log(System.Logger.Level.WARNING, "an answer could not be given", broken);
        }
    }

    /// Told by the system. Takes the question back where it still stands.
    /// @return what becomes of the call; empty when it was not asked here
    Optional<JsonObject> answered(BestCodeEvent.ApprovalAnswered answered) {
        var question = asked.remove(answered.question());
        if (question == null) {
            return Optional.empty();
        }
        editor.withdraw(question.request());
        return answered.answer().allowed()
                ? Optional.of(ToolCalls.update(question.call(), "in_progress").build())
                : Optional.empty();
    }

    /// Take back whatever still stands: the task has ended.
    void withdraw() {
        for (var question : asked.values()) {
            editor.withdraw(question.request());
        }
        asked.clear();
    }
}
