package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.tool.Form;
import dev.bestcode.mcp.McpOffers;

import java.util.Optional;

/// Asks the person behind a client of the Model Context Protocol. There is one client, so whoever
/// called last can ask for all.
final class ClientApprover implements Approver {
    private static final String BY = "the person at the client";
    private static final int WIDTH = 100;

    /// What a dialog shows; the beginning of a text that is written tells what it is.
    private static final int ARGUMENTS_CHARS_MAX = 2_000;

    private static final JsonObject YES_OR_NO =
            Json.parseObject(
                    """
                    {"type":"object","required":["allow"],"properties":{
                      "allow":{"type":"boolean","title":"Allow it, once","default":false}}}
                    """);

    private volatile Optional<McpOffers.Client> client = Optional.empty();

    void called(McpOffers.Client by) {
        client = Optional.of(by);
    }

    @Override
    public ApprovalAnswer ask(ApprovalRequest request) throws InterruptedException {
        var person = client.filter(McpOffers.Client::asks);
        if (person.isEmpty()) {
            return ApprovalAnswer.deny(
                    "mcp serve",
                    "this call needs a person's yes, and this client cannot ask for one (elicitation); let the profile allow it, or use a client that can");
        }
        var form = request.preview().form();
        if (form.isPresent()) {
            return person.get()
                    .ask(form.get())
                    .map(filled -> ApprovalAnswer.allow(BY, ApprovalScope.ONCE).withFields(filled))
                    .orElse(ApprovalAnswer.deny(BY, "the person said no"));
        }
        var text = String.join("\n", QuestionText.of(request.tool(), request.preview(), WIDTH));
        var answer =
                person.get()
                        .ask(
                                new Form(
                                        text
                                                + "\n"
                                                + Printable.line(
                                                        Json.text(request.arguments()),
                                                        ARGUMENTS_CHARS_MAX),
                                        YES_OR_NO))
                        .flatMap(filled -> filled.get("allow"));
        return answer.equals(Optional.of(new JsonBoolean(true)))
                ? ApprovalAnswer.allow(BY, ApprovalScope.ONCE)
                : ApprovalAnswer.deny(BY, "the person said no");
    }
}
