package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Tier;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// A segment as a plan sees it, whether it is in the kernel or comes with the same transaction.
/// @param shownTokens what it costs in a request as it stands
/// @param tokens what it costs expanded
/// @param seen the row's version, for the kernel to refuse a plan that came too late
record Page(
        SegmentId id,
        String tag,
        Tier tier,
        int tokens,
        int shownTokens,
        boolean pinned,
        OptionalLong seen,
        Supplier<Bytes> content,
        Supplier<Optional<Fold>> fold) {
    static Page of(SegmentRow row, KernelState state) {
        return of(row, state, new Folds());
    }

    /// @param folds of this kernel, for who looks at its pages again and again
    static Page of(SegmentRow row, KernelState state, Folds folds) {
        return new Page(
                row.id(),
                row.tag(),
                row.tier(),
                row.tokens(),
                switch (row.tier()) {
                    case EXPANDED -> row.tokens();
                    case FOLDED -> row.summaryTokens();
                    case EVICTED -> 0;
                },
                row.pinned(),
                OptionalLong.of(row.version()),
                () -> state.contexts().content(row.id()).orElse(Bytes.EMPTY),
                () -> folds.of(row, state));
    }

    static Page of(SegmentAdded added) {
        return new Page(
                added.segment(),
                added.tag(),
                Tier.EXPANDED,
                added.tokens(),
                added.tokens(),
                added.pinned(),
                OptionalLong.empty(),
                added::content,
                Optional::empty);
    }

    /// The same page as an op of the same transaction leaves it.
    Page folded(SegmentFolded op) {
        return new Page(
                id,
                tag,
                Tier.FOLDED,
                tokens,
                op.tokens(),
                pinned,
                seen,
                content,
                () -> Optional.of(Fold.from(op.summary())));
    }

    /// The fold that follows what was decided before.
    Fold decided(Fold.Shown shown, Decision decision) {
        return fold.get()
                .map(before -> before.then(shown, decision))
                .orElseGet(() -> Fold.first(shown, decision));
    }
}
