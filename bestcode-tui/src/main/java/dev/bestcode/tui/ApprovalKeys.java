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
        var form = model.form();
        if (form.isPresent()) {
            form.get().typed.insert(text.replace('\n', ' '));
            return List.of();
        }
        var answer = answer(text);
        if (answer.isEmpty()) {
            return model.say("y once · r this run · a always · n no · Esc later");
        }
        return answered(question.get(), answer.get());
    }

    private List<Effect> answered(Question question, ApprovalAnswer answer) {
        model.questions.remove(question);
        model.leaveApproval();
        return List.of(new Effect.Answer(question.id(), answer));
    }

    /// Keys of editing, where a form is filled in.
    List<Effect> press(FormEntry form, Input.Key key) {
        switch (key) {
            case ENTER -> {
                return entered(form, model.question().orElseThrow());
            }
            case UP, DOWN, NEWLINE -> {
                // A value is one line.
            }
            default -> form.typed.press(key);
        }
        return List.of();
    }

    private List<Effect> entered(FormEntry form, Question question) {
        var yes = ApprovalAnswer.allow(PERSON, ApprovalScope.ONCE);
        var typed = form.typed.text().strip();
        if (typed.equals("/no")) {
            return answered(question, ApprovalAnswer.deny(PERSON, "the person said no"));
        }
        try {
            form.filled = typed.equals("/yes") ? form.filled.rest() : form.filled.typed(typed);
        } catch (IllegalArgumentException wrong) {
            return model.say(SafeText.of(String.valueOf(wrong.getMessage())));
        }
        form.typed.clear();
        return form.filled.next().isPresent()
                ? List.of()
                : answered(question, yes.withFields(form.filled.given()));
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
