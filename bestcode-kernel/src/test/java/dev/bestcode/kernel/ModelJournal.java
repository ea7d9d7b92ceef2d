package dev.bestcode.kernel;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The model's journal; the map's order is the log's.
record ModelJournal(Map<MessageId, Model.Letter> letters) implements KernelState.Journal {
    @Override
    public Optional<JournalEntry> get(MessageId message) {
        return Optional.ofNullable(letters.get(message)).map(Model.Letter::entry);
    }

    @Override
    public List<JournalEntry> before(ThreadId thread, long lsn, int count) {
        var all =
                where(letter -> letter.message().thread().equals(thread) && letter.lsn() < lsn)
                        .toList();
        return all.subList(all.size() - Math.clamp(count, 0, all.size()), all.size());
    }

    @Override
    public List<JournalEntry> from(long lsn, int count) {
        return where(letter -> letter.lsn() >= lsn).limit(Math.max(0, count)).toList();
    }

    @Override
    public List<JournalEntry> between(Instant from, Instant to, int count) {
        return where(letter -> !letter.time().isBefore(from) && letter.time().isBefore(to))
                .limit(Math.max(0, count))
                .toList();
    }

    @Override
    public List<JournalEntry> undelivered() {
        return where(Model.Letter::open).toList();
    }

    private Stream<JournalEntry> where(Predicate<Model.Letter> wanted) {
        return letters.values().stream().filter(wanted).map(Model.Letter::entry);
    }
}
