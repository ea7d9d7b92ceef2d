package dev.bestcode.librarian;

import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Left;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Lets a small model say in a sentence what a fold is about. It is asked ahead of time, beside the
/// turn and never in its way: a fold that has no sentence when it is made does without for good.
///
/// A model that is dead, slow, malicious or writes nonsense costs a bounded number of workers and
/// nothing else: each request is given up after [#TIME_MAX], a few run at once, what does not find
/// a place is not asked, and after failures in a row there is a rest. Safe from any worker.
final class Proposer {
    /// A small model needs a second or two.
    static final Duration TIME_MAX = Duration.ofSeconds(20);

    /// More at once would only be refused by a small provider.
    static final int AT_ONCE = 2;

    /// So many failures in a row, and the next [#REST] requests are not made.
    static final int FAILURES_MAX = 3;

    static final int REST = 100;

    /// What sentences may cost a conversation in all, in tokens of the small model: those of some
    /// fifty exchanges. The ledger has them; a task's budget is not asked.
    static final int THREAD_TOKENS_MAX = 200_000;

    private static final int KEPT_MAX = 1_024;
    private static final int THREADS_MAX = 1_024;

    /// A sentence.
    private static final int ANSWER_TOKENS = 120;

    /// No tokenizer makes more tokens of a text than it has bytes. What is not covered is not
    /// asked; what was asked is charged by what the provider counted.
    private static final Allowance REQUEST_MAX =
            new Allowance(4L * Proposal.SHOWN_CHARS_MAX + ANSWER_TOKENS, 0);

    private final LlmClient client;
    private final String model;
    private final Lexicon lexicon;
    private final Duration timeMax;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// By the exchange's id; empty text for one that was asked and has none.
    private final Map<SegmentId, String> kept = bounded(KEPT_MAX);

    private final Map<ThreadId, Usage> spent = bounded(THREADS_MAX);
    private final Map<ThreadId, Long> inAll = bounded(THREADS_MAX);
    private int failures;
    private int resting;

    Proposer(LlmClient client, String model, Lexicon lexicon) {
        this(client, model, lexicon, TIME_MAX);
    }

    /// @param timeMax after which a request is given up
    Proposer(LlmClient client, String model, Lexicon lexicon, Duration timeMax) {
        this.client = client;
        this.model = model;
        this.lexicon = lexicon;
        this.timeMax = timeMax;
    }

    private static <K, V> Map<K, V> bounded(int max) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }

    /// Whether what a thread may still spend has room for one request.
    static boolean isCovered(Left left) {
        return !left.time().isZero() && left.allowance().covers(REQUEST_MAX);
    }

    /// The fold of an exchange, with its sentence if there is one.
    String line(Exchange exchange) {
        return Summary.of(exchange, lexicon.gists(exchange), sentence(exchange.id()).orElse(""));
    }

    synchronized Optional<String> sentence(SegmentId exchange) {
        return Optional.ofNullable(kept.get(exchange)).filter(text -> !text.isEmpty());
    }

    /// Ask about an exchange, once, if there is a place for it now. Returns at once.
    void ask(ThreadId thread, Exchange exchange) {
        if (!mayAsk(thread, exchange.id()) || !places.tryAcquire()) {
            return;
        }
        note(exchange.id(), "");
        var worker =
                Thread.ofVirtual()
                        .name("bestcode-librarian-model")
                        .unstarted(
                                () -> {
                                    try {
                                        propose(thread, exchange);
                                    } finally {
                                        // Not before it has really ended, so that stuck ones are
                                        // never many.
                                        places.release();
                                    }
                                });
        worker.start();
        Thread.ofVirtual().start(() -> giveUpInTime(worker));
    }

    private void giveUpInTime(Thread worker) {
        try {
            if (!worker.join(timeMax)) {
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            worker.interrupt();
        }
    }

    private void propose(ThreadId thread, Exchange exchange) {
        try {
            var reply = client.stream(request(exchange), _ -> {});
            spend(thread, reply.usage());
            var sentence = Proposal.check(reply.text(), lexicon.of(exchange));
            sentence.ifPresent(text -> note(exchange.id(), text));
            ended(sentence.isPresent());
        } catch (InterruptedException | RuntimeException e) {
            ended(false); // whatever a client throws, the fold does without
        }
    }

    private LlmRequest request(Exchange exchange) {
        var words = new ContentBlock.Text(Proposal.prompt(exchange));
        var message = new LlmMessage(LlmMessage.Role.USER, List.of(words));
        return new LlmRequest(model, ANSWER_TOKENS, "", List.of(), List.of(message));
    }

    /// What was spent for a thread since this was last asked.
    synchronized Optional<Usage> drainSpent(ThreadId thread) {
        return Optional.ofNullable(spent.remove(thread));
    }

    /// Wait until nothing is asked, for tests.
    void awaitIdle() {
        places.acquireUninterruptibly(AT_ONCE);
        places.release(AT_ONCE);
    }

    private synchronized boolean mayAsk(ThreadId thread, SegmentId exchange) {
        if (kept.containsKey(exchange) || inAll.getOrDefault(thread, 0L) >= THREAD_TOKENS_MAX) {
            return false;
        }
        if (resting > 0) {
            resting--;
            return false;
        }
        return true;
    }

    private synchronized void note(SegmentId exchange, String sentence) {
        kept.put(exchange, sentence);
    }

    private synchronized void spend(ThreadId thread, Usage usage) {
        spent.merge(thread, usage, Usage::plus);
        long tokens = usage.input() + usage.output() + usage.cacheRead() + usage.cacheWrite();
        inAll.merge(thread, tokens, Long::sum);
    }

    private synchronized void ended(boolean well) {
        failures = well ? 0 : failures + 1;
        if (failures >= FAILURES_MAX) {
            failures = 0;
            resting = REST;
        }
    }
}
