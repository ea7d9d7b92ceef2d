package dev.bestcode.cli;

import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.tool.FormFilling;

import java.util.Locale;
import java.util.Optional;

/// What a line says to the question that waits: yes or no to a call, or a value to a field of a
/// form.
final class ReplAnswers {
    private static final String PERSON = "person at the terminal";

    private final Conversation conversation;
    private final TurnView view;

    ReplAnswers(Conversation conversation, TurnView view) {
        this.conversation = conversation;
        this.view = view;
    }

    /// @return whether the line was for the question; a letter that was begun before it is not
    boolean take(String line, TurnView.Asked asked) {
        if (asked.midLine()) {
            return false;
        }
        var filling = asked.filling().filter(it -> it.next().isPresent());
        if (filling.isPresent()) {
            return fill(line, asked, filling.get());
        }
        var answer = answer(line);
        answer.ifPresent(it -> answer(asked, it));
        return answer.isPresent();
    }

    private void answer(TurnView.Asked asked, ApprovalAnswer answer) {
        conversation.os().approve(asked.event().question(), answer);
    }

    /// A form may be filled in by one line too; commands are obeyed meanwhile.
    private boolean fill(String line, TurnView.Asked asked, FormFilling filling) {
        var yes = ApprovalAnswer.allow(PERSON, ApprovalScope.ONCE);
        if (line.equals("/no")) {
            answer(asked, ApprovalAnswer.deny(PERSON, "the person said no"));
            return true;
        }
        if (ReplCommand.of(line.split("\\s+", 2)[0]).isPresent()) {
            return false;
        }
        try {
            if (filling.at() == 0 && FormAnswer.isWhole(filling.form(), line)) {
                answer(asked, yes.withFields(FormAnswer.read(filling.form(), line)));
                return true;
            }
            var filled = line.equals("/yes") ? filling.rest() : filling.typed(line);
            if (filled.next().isEmpty()) {
                answer(asked, yes.withFields(filled.given()));
            } else {
                view.filled(asked.event().question(), filled);
            }
        } catch (IllegalArgumentException wrong) {
            view.line("! " + Printable.of(String.valueOf(wrong.getMessage())));
        }
        return true;
    }

    private static Optional<ApprovalAnswer> answer(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.ONCE));
            case "r", "run" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.RUN));
            case "a", "always" -> Optional.of(ApprovalAnswer.allow(PERSON, ApprovalScope.ALWAYS));
            case "n", "no" -> Optional.of(ApprovalAnswer.deny(PERSON, "the person said no"));
            default -> Optional.empty();
        };
    }
}
