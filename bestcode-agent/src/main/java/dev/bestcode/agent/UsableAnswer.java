package dev.bestcode.agent;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContentBlock.ToolUse;
import dev.bestcode.api.llm.LlmReply;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes a model's tool uses such as every provider takes back (G13): an answer is part of all
/// later requests, so one bad name in it would end the conversation.
///
/// Names and ids are written in the providers' alphabet and cut. A use whose id came before in the
/// answer is dropped, since a result could not say which of them it belongs to. Of more uses than
/// may run, one is left to be told so. Text of white space alone, which models do write and no
/// provider takes back, is left out.
final class UsableAnswer {
    /// More than a model asks for in earnest. The open calls are written anew with each outcome, so
    /// this also bounds what one answer can cost the log.
    static final int CALLS_MAX = 128;

    /// The shortest that a provider allows for either.
    private static final int NAME_CHARS_MAX = 64;

    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_-]");

    private UsableAnswer() {}

    static LlmReply of(LlmReply reply) {
        Set<String> ids = new HashSet<>();
        List<ContentBlock> content = new ArrayList<>();
        for (var block : reply.content()) {
            if (!(block instanceof ToolUse(var id, var name, var input, var more))) {
                if (!(block instanceof ContentBlock.Text(var text) && text.isBlank())) {
                    content.add(block);
                }
            } else if (ids.size() <= CALLS_MAX && ids.add(usable(id))) {
                content.add(new ToolUse(usable(id), usable(name), input, more));
            }
        }
        return new LlmReply(
                reply.model(), content, reply.stop(), reply.usage(), reply.requestHash());
    }

    private static String usable(String name) {
        var head = name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX);
        return head.isEmpty() ? "_" : FOREIGN.matcher(head).replaceAll("_");
    }
}
