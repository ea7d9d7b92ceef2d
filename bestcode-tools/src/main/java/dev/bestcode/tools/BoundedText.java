package dev.bestcode.tools;

/// Collects the lines of a result up to its cap, with room kept for a closing note.
/// Not safe for several workers.
final class BoundedText {
    /// For the longest closing note, with a path of a few hundred characters in it.
    private static final int NOTE_BYTES = 2 * 1024;

    private final StringBuilder text = new StringBuilder();
    private int bytesLeft = Truncation.RESULT_BYTES_MAX - NOTE_BYTES;

    /// Add the line when it fits.
    /// @return whether it did
    boolean add(String line) {
        int bytes = Truncation.utf8Length(line) + 1;
        if (bytes > bytesLeft) {
            return false;
        }
        bytesLeft -= bytes;
        text.append(line).append('\n');
        return true;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /// The lines, and the note below them.
    String with(String note) {
        return text + note;
    }
}
