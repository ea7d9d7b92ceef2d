package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Step;
import dev.bestcode.pipeline.Verdict.Admitted;
import dev.bestcode.pipeline.Verdict.Rejected;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Asks the embedder's steps about what was admitted. A refusal stands; nothing else can come of
/// it.
final class Steps {
    /// A step is to look, not to work; who waits behind it is a whole thread.
    static final Duration STEP_TIME_MAX = Duration.ofSeconds(10);

    private final List<Step> steps;
    private final Duration timeMax;

    Steps(List<Step> steps, Duration timeMax) {
        this.steps = List.copyOf(steps);
        this.timeMax = timeMax;
    }

    Round round(RunId run, String profile, String sender) {
        return new Round(run, profile, sender);
    }

    /// The questions about one response or one request from outside. After a step that did not
    /// answer, the rest is refused unasked, so that a round costs its time once.
    final class Round {
        private final RunId run;
        private final String profile;
        private final String sender;
        private Optional<String> overdue = Optional.empty();

        private Round(RunId run, String profile, String sender) {
            this.run = run;
            this.profile = profile;
            this.sender = sender;
        }

        /// @param kind of the message that it would become
        Verdict after(
                Verdict verdict,
                Message.Kind kind,
                String listener,
                String tag,
                Provenance provenance) {
            if (steps.isEmpty() || !(verdict instanceof Admitted(var payload))) {
                return verdict;
            }
            var passage =
                    new Step.Passage(
                            run, profile, kind, sender, listener, tag, payload.json(), provenance);
            return steps.stream()
                    .map(step -> overdue.or(() -> refusal(step, passage)))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .<Verdict>map(why -> new Rejected(new Failure(Failure.Kind.DENIED, why)))
                    .orElse(verdict);
        }

        private Optional<String> refusal(Step step, Step.Passage passage) {
            try {
                return ForeignCode.call(
                        "bestcode-step", () -> step.refuses(passage), timeMax, Duration.ZERO);
            } catch (TimeoutException e) {
                overdue =
                        Optional.of(
                                "a check of messages did not answer within %s; ask whoever runs this system"
                                        .formatted(timeMax));
                return overdue;
            } catch (ExecutionException e) {
                return Optional.of("a check of messages failed; ask whoever runs this system");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("the check of messages was interrupted");
            }
        }
    }
}
