package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.message.Message;

import java.util.List;
import java.util.Optional;

/// Finds the request that a thread has not answered: the first to its listener since its last
/// answer to the user. Where there is none since, one came too late for that answer.
final class OpenRequest {
    /// How much of a thread's journal is looked through first; doubled until the request is found.
    private static final int ENTRIES_FIRST = 64;

    private OpenRequest() {}

    static Optional<Message> of(KernelState state, ThreadRow row) {
        for (int count = ENTRIES_FIRST; ; count *= 2) {
            var entries = state.journal().last(row.id(), count);
            var search = new Search(state.journal(), row.name());
            if (search.isOver(entries) || entries.size() < count) {
                return search.found;
            }
        }
    }

    /// Whether it says only that what a person said was refused.
    static boolean answersRefused(KernelState.Journal journal, Message message) {
        return message.answers()
                .flatMap(journal::get)
                .filter(request -> request.status() == MessageStatus.REFUSED)
                .isPresent();
    }

    /// From the newest entry backward.
    private static final class Search {
        private final KernelState.Journal journal;
        private final String listener;
        private Optional<Message> found = Optional.empty();
        private boolean answered;

        Search(KernelState.Journal journal, String listener) {
            this.journal = journal;
            this.listener = listener;
        }

        /// @return whether older entries cannot change what was found
        boolean isOver(List<JournalEntry> entries) {
            for (var entry : entries.reversed()) {
                var message = entry.message();
                boolean request =
                        entry.status() != MessageStatus.REFUSED
                                && message.kind() == Message.Kind.REQUEST
                                && message.listener().equals(listener);
                if (request && (!answered || found.isEmpty())) {
                    found = Optional.of(message);
                }
                answered |= isAnswerToUser(message);
                if (answered && found.isPresent()) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAnswerToUser(Message message) {
            return message.kind() != Message.Kind.REQUEST
                    && message.listener().equals(Message.USER)
                    && !answersRefused(journal, message);
        }
    }
}
