package dev.bestcode.librarian;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContentBlock.ToolResult;

import java.util.ArrayList;

/// What a tool answered, as providers take it: no empty text, and of an error words alone, at least
/// some.
final class SentResult {
    private static final ContentBlock LEFT_OUT =
            new ContentBlock.Text("[what came beside these words is left out: it is an error]");

    private static final ContentBlock SAID_NOTHING =
            new ContentBlock.Text("It failed without saying why.");

    private SentResult() {}

    /// The same where nothing is to be changed: what it was printed to is found again by it.
    static ToolResult of(ToolResult result) {
        if (isSendable(result)) {
            return result;
        }
        var content = new ArrayList<ContentBlock>();
        boolean leftOut = false;
        for (var block : result.content()) {
            if (!result.error() || block instanceof ContentBlock.Text) {
                if (!isBlank(block)) {
                    content.add(block);
                }
            } else {
                leftOut = true;
            }
        }
        if (result.error() && content.isEmpty()) {
            content.add(SAID_NOTHING);
        }
        if (leftOut) {
            content.add(LEFT_OUT);
        }
        return new ToolResult(result.toolUseId(), content, result.error());
    }

    private static boolean isSendable(ToolResult result) {
        if (result.error() && result.content().isEmpty()) {
            return false;
        }
        for (var block : result.content()) {
            if (isBlank(block) || (result.error() && !(block instanceof ContentBlock.Text))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(ContentBlock block) {
        return block instanceof ContentBlock.Text(var text) && text.isBlank();
    }
}
