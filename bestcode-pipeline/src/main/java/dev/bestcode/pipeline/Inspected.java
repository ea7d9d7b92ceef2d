package dev.bestcode.pipeline;

import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.tool.FileChange;

import java.util.List;

/// The end of a delivery with what was said of each message in it, ready to be settled.
/// @param messages a reply last; shorter than the response when too many in a row were refused
/// @param read what the lane has read by now
/// @param carries what all that it sends bears
record Inspected(Ended ended, List<Judged> messages, Provenance read, Provenance carries) {
    Inspected insteadOf(Ended.Broke broke) {
        return new Inspected(broke, List.of(), read, carries);
    }

    /// One message to one receiver.
    /// @param to empty text for a reply
    /// @param provenance of the message if it is sent
    /// @param foreseen what a verifiable call would make of files
    record Judged(
            Outgoing outgoing,
            String to,
            Verdict verdict,
            Provenance provenance,
            List<FileChange> foreseen) {}
}
