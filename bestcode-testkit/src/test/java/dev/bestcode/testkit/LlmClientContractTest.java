package dev.bestcode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A contract that every wrong client passes would promise nothing.
class LlmClientContractTest {
    /// Ways to be wrong, each a mistake that a client could make.
    enum Wrong {
        LOSES_THE_LAST_PIECE("piecesMakeUpTheTextAndComeOnTheCallersWorker") {
            @Override
            LlmReply stream(LlmClient client, LlmRequest request, Consumer<LlmEvent> onEvent)
                    throws InterruptedException {
                var pieces = new ArrayList<LlmEvent>();
                var reply = client.stream(request, pieces::add);
                pieces.subList(0, Math.max(0, pieces.size() - 1)).forEach(onEvent);
                return reply;
            }
        },
        TELLS_ON_ANOTHER_WORKER("piecesMakeUpTheTextAndComeOnTheCallersWorker") {
            @Override
            LlmReply stream(LlmClient client, LlmRequest request, Consumer<LlmEvent> onEvent)
                    throws InterruptedException {
                var failures = new ArrayList<Throwable>();
                var reply =
                        client.stream(
                                request,
                                event -> failures.addAll(elsewhere(() -> onEvent.accept(event))));
                if (!failures.isEmpty()) {
                    throw new AssertionError(failures.getFirst());
                }
                return reply;
            }
        },
        LOSES_A_CALL("callsComeInOrderWithIdsOfTheirOwnAndTheirWholeArguments") {
            @Override
            LlmReply change(LlmReply reply) {
                return with(reply, reply.content().subList(0, Math.min(2, reply.content().size())));
            }
        },
        GIVES_CALLS_ONE_ID("callsComeInOrderWithIdsOfTheirOwnAndTheirWholeArguments") {
            @Override
            LlmReply change(LlmReply reply) {
                return with(
                        reply,
                        reply.content().stream()
                                .map(
                                        block ->
                                                block instanceof ContentBlock.ToolUse use
                                                        ? new ContentBlock.ToolUse(
                                                                "id", use.name(), use.input())
                                                        : block)
                                .toList());
            }
        },
        KNOWS_ONE_REASON("whyItEndedIsToldByName") {
            @Override
            LlmReply change(LlmReply reply) {
                return with(reply, StopReason.END_TURN.wireName());
            }
        },
        FORGETS_NEW_REASONS("aReasonThatIsNewIsKeptByItsText") {
            @Override
            LlmReply change(LlmReply reply) {
                return with(reply, reply.stopReason().wireName());
            }
        },
        COUNTS_NOTHING("whatWasCountedComesWithIt") {
            @Override
            LlmReply change(LlmReply reply) {
                return new LlmReply(
                        reply.model(),
                        reply.content(),
                        reply.stop(),
                        Usage.ZERO,
                        reply.requestHash());
            }
        },
        HASHES_NOTHING("theHashTellsRequestsApart") {
            @Override
            LlmReply change(LlmReply reply) {
                return new LlmReply(
                        reply.model(),
                        reply.content(),
                        reply.stop(),
                        reply.usage(),
                        Sha256.of(new byte[0]));
            }
        },
        SWALLOWS_WHAT_LISTENERS_THROW("whatTheListenerThrowsReachesTheCaller") {
            @Override
            LlmReply stream(LlmClient client, LlmRequest request, Consumer<LlmEvent> onEvent)
                    throws InterruptedException {
                return client.stream(
                        request,
                        event -> {
                            try {
                                onEvent.accept(event);
                            } catch (RuntimeException e) {
                                // the mistake
                            }
                        });
            }
        },
        HEARS_NO_INTERRUPT("anInterruptedCallerGetsNoAnswerAndUsesNoneUp") {
            @Override
            LlmReply stream(LlmClient client, LlmRequest request, Consumer<LlmEvent> onEvent)
                    throws InterruptedException {
                boolean lost = Thread.interrupted();
                var reply = client.stream(request, onEvent);
                if (lost) {
                    Thread.currentThread().interrupt();
                }
                return reply;
            }
        },
        GIVES_UP_TOO_SOON("overloadAndBrokenStreamsAreWorthAnotherAttempt") {
            @Override
            RuntimeException change(LlmException failure) {
                return new LlmException.Permanent("gone");
            }
        },
        NEVER_GIVES_UP("aRefusedRequestIsNotWorthAnother") {
            @Override
            RuntimeException change(LlmException failure) {
                return new LlmException.Transient("busy", Optional.empty());
            }
        },
        FORGETS_THE_WAIT("theProvidersWaitComesWithTheFailure") {
            @Override
            RuntimeException change(LlmException failure) {
                return failure instanceof LlmException.Transient
                        ? new LlmException.Transient("busy", Optional.empty())
                        : failure;
            }
        },
        GIVES_HALF_A_CALL("halfACallIsNeverGiven") {
            @Override
            LlmReply stream(LlmClient client, LlmRequest request, Consumer<LlmEvent> onEvent)
                    throws InterruptedException {
                try {
                    return client.stream(request, onEvent);
                } catch (LlmException.Transient cut) {
                    return new LlmReply(
                            "m",
                            List.of(),
                            StopReason.TOOL_USE,
                            Usage.ZERO,
                            Sha256.of(new byte[0]));
                }
            }
        };

        /// The promise that it breaks.
        private final String broken;

        Wrong(String broken) {
            this.broken = broken;
        }

        LlmReply stream(LlmClient client, LlmRequest request, Consumer<LlmEvent> onEvent)
                throws InterruptedException {
            try {
                return change(client.stream(request, onEvent));
            } catch (LlmException failure) {
                throw change(failure);
            }
        }

        LlmReply change(LlmReply reply) {
            return reply;
        }

        RuntimeException change(LlmException failure) {
            return failure;
        }

        private static List<Throwable> elsewhere(Runnable work) {
            var thrown = new ArrayList<Throwable>();
            var worker = Thread.ofVirtual().unstarted(work);
            worker.setUncaughtExceptionHandler((_, e) -> thrown.add(e));
            worker.start();
            try {
                worker.join();
            } catch (InterruptedException e) {
                thrown.add(e);
            }
            return thrown;
        }

        private static LlmReply with(LlmReply reply, List<ContentBlock> content) {
            return new LlmReply(
                    reply.model(), content, reply.stop(), reply.usage(), reply.requestHash());
        }

        private static LlmReply with(LlmReply reply, String stop) {
            return new LlmReply(
                    reply.model(), reply.content(), stop, reply.usage(), reply.requestHash());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongClientFailsThePromiseThatItBreaks(Wrong wrong) throws IllegalAccessException {
        assertThat(brokenBy(client -> (request, onEvent) -> wrong.stream(client, request, onEvent)))
                .contains(wrong.broken);
    }

    @Test
    void aRightClientFailsNone() throws IllegalAccessException {
        assertThat(brokenBy(client -> client)).isEmpty();
    }

    private static List<String> brokenBy(UnaryOperator<LlmClient> change)
            throws IllegalAccessException {
        LlmClientContract subject = script -> change.apply(ScriptedClient.of(script));
        return Promises.brokenBy(LlmClientContract.class, subject);
    }
}
