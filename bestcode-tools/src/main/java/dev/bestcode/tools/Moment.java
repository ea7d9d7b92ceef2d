package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.util.List;
import java.util.Optional;

/// One entry of a run's past: what became of its workspace since the entry before.
/// @param before hash of that entry; empty for the first
/// @param at its place in the order of the run's messages
/// @param label the tool that was called; empty text otherwise
/// @param tree all that lies in the workspace after it, from the first look at the whole
/// @param pieces where contents are that came with it, and which
/// @param own contents that are few enough to lie in the entry itself
record Moment(
        Optional<Sha256> before,
        Kind kind,
        long at,
        String label,
        int leftOut,
        List<KeptChange> changes,
        Optional<KeptTree> tree,
        List<Piece> pieces,
        KeptContents own) {
    enum Kind {
        /// Somebody else's changes, found before a call; or files seen for the first time.
        FOUND,
        /// A call's own.
        CALL,
        /// What was set back.
        REWOUND,
        /// The tree was too large to be looked through: a command's changes are not known.
        UNSEEN
    }

    /// @see KeptContents
    record Piece(Sha256 blob, List<Sha256> contents) {}
}
