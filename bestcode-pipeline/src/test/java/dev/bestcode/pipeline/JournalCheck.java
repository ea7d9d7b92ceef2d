package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What must hold of a journal at rest, whatever handlers did.
final class JournalCheck {
    /// A cut name, and how much was cut.
    private static final int NAME_CHARS_MAX = 128 + 40;

    private static final int REASON_CHARS_MAX = 2_500;

    private final List<JournalEntry> entries;
    private final Map<MessageId, JournalEntry> byId;
    private final Map<MessageId, List<JournalEntry>> answers;
    private final Map<ThreadId, KernelOp.ThreadPushed> threads = new HashMap<>();
    private final List<KernelOp.HandlerStateSet> states = new ArrayList<>();
    private final FakeKernel kernel;

    JournalCheck(FakeKernel kernel) {
        this.kernel = kernel;
        entries = kernel.entries();
        byId =
                entries.stream()
                        .collect(Collectors.toMap(e -> e.message().id(), Function.identity()));
        answers =
                entries.stream()
                        .filter(e -> e.message().answers().isPresent())
                        .filter(e -> e.status() != MessageStatus.REFUSED)
                        .collect(Collectors.groupingBy(e -> e.message().answers().orElseThrow()));
        kernel.transactions().stream()
                .flatMap(transaction -> transaction.ops().stream())
                .forEach(
                        op -> {
                            if (op instanceof KernelOp.ThreadPushed pushed) {
                                threads.put(pushed.thread(), pushed);
                            }
                            if (op instanceof KernelOp.HandlerStateSet set) {
                                states.add(set);
                            }
                        });
    }

    /// @return how many requests it has seen
    int run() {
        assertThat(kernel.undelivered()).as("nobody waits").isEmpty();
        assertThat(kernel.paths())
                .allMatch(path -> path.chars().filter(c -> c == '.').count() <= 1);
        states.forEach(this::state);
        for (var entry : entries) {
            bounded(entry);
            switch (entry.message().kind()) {
                case REQUEST -> request(entry);
                case ANSWER, FAILURE -> answer(entry);
            }
        }
        return (int)
                entries.stream().filter(e -> e.message().kind() == Message.Kind.REQUEST).count();
    }

    /// Each listener's is its own, and the system's says at least where the task came from.
    private void state(KernelOp.HandlerStateSet set) {
        if (set.listener().equals(Message.SYSTEM)) {
            assertThat(set.state().utf8()).contains("user:*");
        } else {
            assertThat(set.listener()).isEqualTo(name(set.thread()));
        }
    }

    private static void bounded(JournalEntry entry) {
        var message = entry.message();
        assertThat(entry.reason()).hasSizeLessThan(REASON_CHARS_MAX);
        assertThat(message.listener()).hasSizeLessThan(NAME_CHARS_MAX);
        assertThat(message.tag()).hasSizeLessThan(NAME_CHARS_MAX);
        if (entry.status() == MessageStatus.REFUSED) {
            assertThat(entry.reason()).isNotEmpty();
            assertThat(message.payload().size()).isLessThanOrEqualTo(1_024);
        }
        if (message.payload().size() < 1_024) {
            assertThat(entry.payloadHash()).isEqualTo(message.payload().sha256());
        }
    }

    /// Sent by whom its thread says, and answered once when an answer was wanted.
    private void request(JournalEntry entry) {
        var message = entry.message();
        if (message.sender().equals(Message.SYSTEM)) {
            return; // a count of refusals
        }
        boolean refused = entry.status() == MessageStatus.REFUSED;
        if (!refused) {
            assertThat(name(message.thread())).isEqualTo(message.listener());
            assertThat(thread(message.thread()).profile()).isEqualTo("p");
        }
        var from = refused ? message.thread() : parent(message.thread());
        assertThat(message.sender()).isEqualTo(name(from).equals("root") ? "user" : name(from));
        boolean awaited = !message.call().isEmpty() || message.sender().equals("user");
        assertThat(answers.getOrDefault(message.id(), List.of()))
                .as("answers to %s %s", message, entry.reason())
                .hasSize(awaited ? 1 : 0);
    }

    /// To the thread that asked, with the word that it asked with.
    private void answer(JournalEntry entry) {
        var message = entry.message();
        if (entry.status() == MessageStatus.REFUSED) {
            return;
        }
        var request = Objects.requireNonNull(byId.get(message.answers().orElseThrow()));
        assertThat(message.listener()).isEqualTo(request.message().sender());
        assertThat(message.call()).isEqualTo(request.message().call());
        if (request.status() == MessageStatus.REFUSED) {
            assertThat(message.sender()).isEqualTo(Message.SYSTEM);
            assertThat(message.thread()).isEqualTo(request.message().thread());
        } else {
            assertThat(message.sender()).isEqualTo(request.message().listener());
            assertThat(message.thread())
                    .isEqualTo(
                            message.listener().equals("user")
                                    ? request.message().thread()
                                    : parent(request.message().thread()));
        }
    }

    private String name(ThreadId thread) {
        return thread(thread).name();
    }

    private ThreadId parent(ThreadId thread) {
        return thread(thread).parent().orElseThrow();
    }

    private KernelOp.ThreadPushed thread(ThreadId thread) {
        return Objects.requireNonNull(threads.get(thread));
    }
}
