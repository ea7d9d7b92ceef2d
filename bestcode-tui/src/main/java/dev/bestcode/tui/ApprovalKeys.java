package dev.bestcode.tui;

import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;

import java.util.List;
import java.util.Optional;

/// Letters that answer a question. They do so only while it has the focus, so that nobody allows a
/// call by typing on.
final class ApprovalKeys {
    private static final String PERSON = "person in the Control Room";

    private final Model model;

    ApprovalKeys(Model model) {
        this.model = model;
    }

    List<Effect> type(String text) {
        var question = model.question();
        if (question.isEmpty()) {
            return List.of();
        }
        var answer = answer(text);
        if (answer.isEmpty()) {
            return model.say("y once · r this run · a always · n no · Esc later");
        }
        model.questions.removeFirst();
        model.leaveApproval();
        return List.of(new Effect.Answer(question.get().id(), answer.get()));
    }

    private static Optional<ApprovalAnswer> answer(String letter) {
        return switch (letter) {
            case "y" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.ONCE));
            case "r" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.RUN));
            case "a" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.ALWAYS));
            case "n" -> Optional.of(ApprovalAnswer.deny(PERSON, "the person said no"));
            default -> Optional.empty();
        };
    }
}
