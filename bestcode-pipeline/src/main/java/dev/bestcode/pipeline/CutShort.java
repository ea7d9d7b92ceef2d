package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides what becomes of a delivery that a kill cut short (G11): what changes nothing is made
/// again, a change of files is looked up on the disk, anything else is never repeated, and its
/// caller reads that the outcome is unknown. What a person had said no to has not begun.
final class CutShort {
    private static final String LATE = "late: a kill ended the request that it belongs to";

    private final Kernel kernel;
    private final FrozenRights frozen;
    private final Previews previews;
    private final Endings endings;
    private final Accounts accounts;

    CutShort(
            Kernel kernel,
            FrozenRights frozen,
            Previews previews,
            Endings endings,
            Accounts accounts) {
        this.kernel = kernel;
        this.frozen = frozen;
        this.previews = previews;
        this.endings = endings;
        this.accounts = accounts;
    }

    /// The deliveries of one run.
    final class Deliveries {
        private final Draft draft;
        private final boolean stopped;
        private final Set<Lane> ended = new HashSet<>();

        /// @param draft to write into
        /// @param stopped whether the run was being stopped, so that nothing is to begin
        Deliveries(Draft draft, boolean stopped) {
            this.draft = draft;
            this.stopped = stopped;
        }

        /// @param begun whether it can have had its effect
        void settle(Lane lane, Parcel input, boolean begun) throws InterruptedException {
            if (ended.contains(lane) || (!lane.isOpen() && lane.listener.hasEffects())) {
                draft.add(new KernelOp.MessageFailed(input.message().id(), LATE));
            } else if (stopped && lane.listener.hasEffects()) {
                fail(lane, input, StopSignal.stopped().failure());
            } else if (!begun) {
                draft.again(lane, input);
            } else {
                var no =
                        EarlierAnswer.of(kernel.state(), input.message())
                                .filter(it -> !it.allowed());
                if (no.isPresent()) {
                    fail(lane, input, Approvals.denied(lane, no.get().reason()).failure());
                } else {
                    mayHaveBegun(lane, input);
                }
            }
        }

        private void mayHaveBegun(Lane lane, Parcel input) throws InterruptedException {
            switch (lane.listener.effect()) {
                case PURE -> again(lane, input);
                case VERIFIABLE -> lookUp(lane, input);
                case OPAQUE ->
                        fail(lane, input, unknown(lane, "it may have run, in whole or in part"));
            }
        }

        /// What a provider counted of the attempt that was lost, nobody will ever hear.
        private void again(Lane lane, Parcel input) {
            var spent = accounts.lost(draft, lane);
            if (spent.isPresent()) {
                fail(lane, input, spent.get());
            } else {
                draft.again(lane, input);
            }
        }

        private void lookUp(Lane lane, Parcel input) throws InterruptedException {
            var then = Foreseen.of(kernel.state(), lane.id);
            var now =
                    previews.of(
                            lane,
                            lane.listener,
                            input.payload(),
                            frozen.effective(lane),
                            input.provenance());
            switch (Foreseen.made(then, now.changes())) {
                case NOT_AT_ALL -> draft.again(lane, input);
                case WHOLLY -> reply(lane, input, made(lane, then));
                case UNKNOWN ->
                        fail(
                                lane,
                                input,
                                unknown(lane, "the file is neither as it was nor as it was to be"));
            }
        }

        private void reply(Lane lane, Parcel input, ToolOutcome outcome) {
            var json = outcome.toJson();
            draft.add(new KernelOp.MessageDelivered(input.message().id()));
            var payload = new Canonical(json, Bytes.of(Json.canonical(json)), false);
            endings.reply(draft, lane, ToolOutcome.TYPE.tag(), payload, lane.read());
            ended.add(lane);
        }

        private void fail(Lane lane, Parcel input, Failure failure) {
            draft.add(new KernelOp.MessageFailed(input.message().id(), Parcel.reason(failure)));
            endings.fail(draft, lane, failure);
            ended.add(lane);
        }
    }

    private static ToolOutcome made(Lane lane, List<FileChange> changes) {
        return ToolOutcome.succeeded(
                "%s had done its work when the process was killed, as the disk shows, and was not run again: %s"
                        .formatted(
                                lane.listener.name(),
                                changes.stream()
                                        .map(CutShort::shown)
                                        .collect(Collectors.joining(", "))));
    }

    private static String shown(FileChange change) {
        return "%s has the content it was to get (SHA-256 %s)"
                .formatted(change.path(), change.after());
    }

    /// What a model can act on.
    private static Failure unknown(Lane lane, String why) {
        return new Failure(
                Kind.OUTCOME_UNKNOWN,
                "outcome unknown: the process was killed while %s was under way; %s, and it was not run again. Look at what it left before you decide whether to ask for it again."
                        .formatted(lane.listener.name(), why));
    }
}
