package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;

import java.util.List;
import java.util.OptionalLong;

/// What a tool's scratch context leaves its caller besides the answer: one fold, from the first
/// request on, whose original is shown by `recall`.
final class Scratch {
    /// Of a longer one head and tail are kept; it was never the answer.
    static final int CHARS_MAX = 1 << 20;

    private static final int HEAD_CHARS_MAX = 160;

    private static final String WHY = "how a tool came to its answer is folded from the start";

    private Scratch() {}

    /// @param tool whose it is
    static List<StateOp> ops(ThreadId thread, SegmentId id, String tool, String text) {
        var content =
                Bytes.of(
                        Json.print(
                                ContentBlock.toJson(
                                        List.of(new ContentBlock.Text(bounded(text))))));
        var line =
                "[#%d folded] scratch of %s, %,d characters: %s"
                        .formatted(
                                id.value(),
                                Summary.shortened(tool, HEAD_CHARS_MAX),
                                text.length(),
                                Summary.shortened(text, HEAD_CHARS_MAX));
        var fold = Fold.first(new Fold.Line(line), new Decision(Decision.FOLDED, WHY, id.value()));
        return List.of(
                new KernelOp.SegmentAdded(
                        thread,
                        id,
                        ContextTags.SCRATCH,
                        content,
                        Tokens.of(content),
                        Relevance.FULL,
                        false),
                new KernelOp.SegmentFolded(
                        thread,
                        id,
                        fold.toBytes(),
                        Tokens.of(Bytes.ofUtf8(line)),
                        OptionalLong.empty()));
    }

    private static String bounded(String text) {
        int half = CHARS_MAX / 2;
        return text.length() <= CHARS_MAX
                ? text
                : text.substring(0, Cut.boundary(text, half))
                        + "\n[… the middle was not kept …]\n"
                        + text.substring(Cut.boundary(text, text.length() - half));
    }
}
