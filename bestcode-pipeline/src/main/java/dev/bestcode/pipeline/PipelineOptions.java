package dev.bestcode.pipeline;

import java.time.Duration;
import java.util.function.Consumer;

/// The limits of a pipeline. [#defaults] has those of `docs/limits.md`; each `with` changes one.
/// @param payloadBytesMax of one message
/// @param handlersInFlightMax handlers that run at once
/// @param queueMax messages that may wait when a task is submitted; what handlers dispatch is in
///     the journal and is not held up by it
/// @param threadDepthMax threads below the root, one below the other
/// @param childrenAliveMax threads alive directly below one thread
/// @param handlerDeadline for one delivery, waiting for a free place not counted; a handler that
///     names a lower limit of its own has that and ten seconds, and one that was added with another
///     deadline has that in place of this. None may ask to wait longer than this for the next
///     attempt
/// @param approvalDeadline for a person's answer
/// @param interruptGrace for a handler to end once it was interrupted; then it is abandoned: its
///     result is dropped and its place given away
/// @param drainTime for what is under way when the pipeline is closed, before it is stopped
/// @param attemptsMax deliveries of one message, the first included; one that would be made again
///     after that fails
/// @param refusalsInARowMax messages of one thread that are refused with none admitted between
///     them; one more fails its request
/// @param deliveriesMax to one thread for one request; at the last one the request fails
/// @param refusalsRecordedMax refusals of one run that get a journal entry of their own at once,
///     those at the door counted together; more are answered and only counted
/// @param refusalsRecordedPerSecond that may have one after that
public record PipelineOptions(
        int payloadBytesMax,
        int handlersInFlightMax,
        int queueMax,
        int threadDepthMax,
        int childrenAliveMax,
        Duration handlerDeadline,
        Duration approvalDeadline,
        Duration interruptGrace,
        Duration drainTime,
        int attemptsMax,
        int refusalsInARowMax,
        int deliveriesMax,
        int refusalsRecordedMax,
        int refusalsRecordedPerSecond) {
    /// As the JSON parser's own limit, so that neither hides the other.
    private static final int PAYLOAD_BYTES_MAX = 16 << 20;

    /// Enough to keep a few runs with parallel tools busy; more would only fight for the machine.
    private static final int HANDLERS_IN_FLIGHT_MAX = 64;

    /// A submitter that is this far ahead should hear it instead of filling the journal.
    private static final int QUEUE_MAX = 1_024;

    /// Deeper than any sensible delegation, shallow enough to stop a loop of agents early.
    private static final int THREAD_DEPTH_MAX = 64;

    /// A thread row is about 100 bytes; this bounds a runaway fan-out to a megabyte.
    private static final int CHILDREN_ALIVE_MAX = 10_000;

    /// The longest that a tool may take, 600 s, rounded up, and 10 s to end its processes.
    private static final Duration HANDLER_DEADLINE = Duration.ofMinutes(11);

    /// A person may be asleep.
    private static final Duration APPROVAL_DEADLINE = Duration.ofHours(24);

    /// A tool ends its process tree in this time, SIGTERM before SIGKILL included.
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(10);

    /// As long as a service manager usually waits before it kills, less the grace above.
    private static final Duration DRAIN_TIME = Duration.ofSeconds(20);

    /// A handler that retries for good reason gives up before: llm-pool after six.
    private static final int ATTEMPTS_MAX = 10;

    /// More than an answer of a model can hold, few enough that a handler which sends again after
    /// each refusal costs the journal about a megabyte.
    private static final int REFUSALS_IN_A_ROW_MAX = 500;

    /// Two hundred turns of five hundred calls each.
    private static final int DELIVERIES_MAX = 100_000;

    /// Twice what one thread may have in a row: a run that is merely confused has all of its own.
    private static final int REFUSALS_RECORDED_MAX = 1_000;

    /// About 12 KiB of journal a second.
    private static final int REFUSALS_RECORDED_PER_SECOND = 10;

    public PipelineOptions {
        atLeast("deliveriesMax", deliveriesMax, 1);
        atLeast("refusalsRecordedMax", refusalsRecordedMax, 0);
        atLeast("refusalsRecordedPerSecond", refusalsRecordedPerSecond, 0);
        atLeast("payloadBytesMax", payloadBytesMax, 0);
        atLeast("handlersInFlightMax", handlersInFlightMax, 1);
        atLeast("queueMax", queueMax, 0);
        atLeast("threadDepthMax", threadDepthMax, 1);
        atLeast("childrenAliveMax", childrenAliveMax, 0);
        atLeast("attemptsMax", attemptsMax, 1);
        atLeast("refusalsInARowMax", refusalsInARowMax, 0);
        notNegative("handlerDeadline", handlerDeadline);
        notNegative("approvalDeadline", approvalDeadline);
        notNegative("interruptGrace", interruptGrace);
        notNegative("drainTime", drainTime);
    }

    public static PipelineOptions defaults() {
        return new PipelineOptions(
                PAYLOAD_BYTES_MAX,
                HANDLERS_IN_FLIGHT_MAX,
                QUEUE_MAX,
                THREAD_DEPTH_MAX,
                CHILDREN_ALIVE_MAX,
                HANDLER_DEADLINE,
                APPROVAL_DEADLINE,
                INTERRUPT_GRACE,
                DRAIN_TIME,
                ATTEMPTS_MAX,
                REFUSALS_IN_A_ROW_MAX,
                DELIVERIES_MAX,
                REFUSALS_RECORDED_MAX,
                REFUSALS_RECORDED_PER_SECOND);
    }

    public PipelineOptions withPayloadBytesMax(int bytes) {
        return with(copy -> copy.payloadBytesMax = bytes);
    }

    public PipelineOptions withHandlersInFlightMax(int handlers) {
        return with(copy -> copy.handlersInFlightMax = handlers);
    }

    public PipelineOptions withQueueMax(int messages) {
        return with(copy -> copy.queueMax = messages);
    }

    public PipelineOptions withThreadLimits(int depthMax, int aliveMax) {
        return with(
                copy -> {
                    copy.threadDepthMax = depthMax;
                    copy.childrenAliveMax = aliveMax;
                });
    }

    public PipelineOptions withDeadlines(Duration handler, Duration approval, Duration grace) {
        return with(
                copy -> {
                    copy.handlerDeadline = handler;
                    copy.approvalDeadline = approval;
                    copy.interruptGrace = grace;
                });
    }

    public PipelineOptions withDrainTime(Duration time) {
        return with(copy -> copy.drainTime = time);
    }

    /// Bounds on doing the same again.
    public PipelineOptions withRepeatLimits(int attempts, int refusalsInARow, int deliveries) {
        return with(
                copy -> {
                    copy.attemptsMax = attempts;
                    copy.refusalsInARowMax = refusalsInARow;
                    copy.deliveriesMax = deliveries;
                });
    }

    /// How many refusals get an entry of their own.
    public PipelineOptions withRefusalsRecorded(int atOnce, int perSecond) {
        return with(
                copy -> {
                    copy.refusalsRecordedMax = atOnce;
                    copy.refusalsRecordedPerSecond = perSecond;
                });
    }

    private PipelineOptions with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.asOptions();
    }

    private static void atLeast(String name, int value, int min) {
        if (value < min) {
            throw new IllegalArgumentException(
                    "%s is %d; allowed from %d".formatted(name, value, min));
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed from 0");
        }
    }

    /// The same, to be changed.
    private static final class Copy {
        int payloadBytesMax;
        int handlersInFlightMax;
        int queueMax;
        int threadDepthMax;
        int childrenAliveMax;
        Duration handlerDeadline;
        Duration approvalDeadline;
        Duration interruptGrace;
        Duration drainTime;
        int attemptsMax;
        int refusalsInARowMax;
        int deliveriesMax;
        int refusalsRecordedMax;
        int refusalsRecordedPerSecond;

        Copy(PipelineOptions of) {
            payloadBytesMax = of.payloadBytesMax;
            handlersInFlightMax = of.handlersInFlightMax;
            queueMax = of.queueMax;
            threadDepthMax = of.threadDepthMax;
            childrenAliveMax = of.childrenAliveMax;
            handlerDeadline = of.handlerDeadline;
            approvalDeadline = of.approvalDeadline;
            interruptGrace = of.interruptGrace;
            drainTime = of.drainTime;
            attemptsMax = of.attemptsMax;
            refusalsInARowMax = of.refusalsInARowMax;
            deliveriesMax = of.deliveriesMax;
            refusalsRecordedMax = of.refusalsRecordedMax;
            refusalsRecordedPerSecond = of.refusalsRecordedPerSecond;
        }

        PipelineOptions asOptions() {
            return new PipelineOptions(
                    payloadBytesMax,
                    handlersInFlightMax,
                    queueMax,
                    threadDepthMax,
                    childrenAliveMax,
                    handlerDeadline,
                    approvalDeadline,
                    interruptGrace,
                    drainTime,
                    attemptsMax,
                    refusalsInARowMax,
                    deliveriesMax,
                    refusalsRecordedMax,
                    refusalsRecordedPerSecond);
        }
    }
}
