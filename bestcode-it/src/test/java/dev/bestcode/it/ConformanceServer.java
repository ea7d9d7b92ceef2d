package dev.bestcode.it;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.mcp.McpOffers;
import dev.bestcode.mcp.McpService;
import dev.bestcode.runtime.BestCode;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A server of the protocol that offers an embedder's own tools, those that the conformance suite
/// calls: each goes through admission, table and journal as it does behind `bestcode mcp serve`.
/// It has those that a tool's outcome can express; nothing here imitates what the system cannot do.
final class ConformanceServer implements McpOffers {
    private static final String PROFILE = "suite";
    private static final String NOTHING = "{\"type\":\"object\",\"properties\":{}}";

    /// One red pixel.
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /// Whoever called last can ask for all.
    private static final class Newest {
        private volatile Optional<Client> client = Optional.empty();
    }

    private final BestCode os;
    private final List<Tool> tools;
    private final Newest newest;

    private ConformanceServer(BestCode os, List<Tool> tools, Newest newest) {
        this.os = os;
        this.tools = tools;
        this.newest = newest;
    }

    public static void main(String[] args) throws Exception {
        var output = System.out;
        System.setOut(System.err);
        var peers = peers();
        var names = peers.stream().map(peer -> peer.descriptor().name()).toList();
        var allowed = new LinkedHashMap<String, Permission>();
        names.forEach(name -> allowed.put(name, Permission.AUTO));
        var organism =
                Organism.named("suite")
                        .profile(new ProfileSpec(PROFILE, names, allowed, List.of()))
                        .build();
        var newest = new Newest();
        var builder =
                BestCode.builder()
                        .organism(organism)
                        .stateIn(Path.of(args[0]))
                        .llm(ConformanceServer::noModel)
                        .approver(
                                request -> {
                                    var form = request.preview().form();
                                    return form.isEmpty()
                                            ? ApprovalAnswer.allow("suite", ApprovalScope.ONCE)
                                            : answered(newest.client.orElseThrow(), form.get());
                                });
        peers.forEach(builder::tool);
        var tools = peers.stream().map(peer -> new Tool(peer.descriptor(), false)).toList();
        try (var os = builder.build();
                var service =
                        McpService.over(
                                System.in, output, new ConformanceServer(os, tools, newest))) {
            service.awaitEnd();
        }
    }

    private static LlmReply noModel(LlmRequest request, Consumer<LlmEvent> onEvent) {
        throw new LlmException.Permanent("no model is asked here");
    }

    private static ApprovalAnswer answered(Client person, Form form) throws InterruptedException {
        return person.ask(form)
                .map(it -> ApprovalAnswer.allow("suite", ApprovalScope.ONCE).withFields(it))
                .orElse(ApprovalAnswer.deny("suite", "the person said no"));
    }

    @Override
    public List<Tool> tools() {
        return tools;
    }

    @Override
    public ToolOutcome call(String tool, JsonObject arguments, Client by)
            throws InterruptedException {
        newest.client = Optional.of(by);
        return os.call(PROFILE, tool, arguments, said -> by.progress(said.toString())).outcome();
    }

    private interface Body {
        ToolOutcome of(ToolCall call) throws InterruptedException;
    }

    private static ToolPeer tool(String name, String schema, Body body) {
        return new ToolPeer() {
            @Override
            public ToolDescriptor descriptor() {
                return ToolDescriptor.of(name, "A tool of the conformance suite", schema);
            }

            @Override
            public ToolOutcome call(ToolCall call) throws InterruptedException {
                return body.of(call);
            }
        };
    }

    private static List<ToolPeer> peers() {
        return List.of(
                tool("test_simple_text", NOTHING, _ -> ToolOutcome.succeeded("A simple text.")),
                tool(
                        "test_image_content",
                        NOTHING,
                        _ ->
                                new ToolOutcome(
                                        false, List.of(new ContentBlock.Image("image/png", PNG)))),
                tool("test_error_handling", NOTHING, _ -> ToolOutcome.failed("It always fails.")),
                tool(
                        "test_tool_with_progress",
                        NOTHING,
                        call -> {
                            for (var part : List.of("begun", "half", "done")) {
                                call.progress().accept(new Progress.Output(part));
                            }
                            return ToolOutcome.succeeded("It is done.");
                        }),
                asking(
                        "test_elicitation",
                        "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}",
                        """
                        {"type":"object","required":["username","email"],"properties":{
                          "username":{"type":"string","description":"User's response"},
                          "email":{"type":"string","description":"User's email address"}}}
                        """),
                asking(
                        "test_elicitation_sep1034_defaults",
                        NOTHING,
                        """
                        {"type":"object","properties":{
                          "name":{"type":"string","default":"John Doe"},
                          "age":{"type":"integer","default":30},
                          "score":{"type":"number","default":95.5},
                          "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
                          "verified":{"type":"boolean","default":true}}}
                        """),
                asking(
                        "test_elicitation_sep1330_enums",
                        NOTHING,
                        """
                        {"type":"object","properties":{
                          "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
                          "titledSingle":{"type":"string","oneOf":[
                            {"const":"value1","title":"First Option"},{"const":"value2","title":"Second Option"}]},
                          "legacyEnum":{"type":"string","enum":["opt1","opt2"],"enumNames":["Option One","Option Two"]},
                          "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2"]}},
                          "titledMulti":{"type":"array","items":{"anyOf":[
                            {"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"}]}}}}
                        """),
                tool(
                        "json_schema_2020_12_tool",
                        """
                        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                         "$defs":{"address":{"type":"object","properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
                         "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"}},
                         "additionalProperties":false}
                        """,
                        _ -> ToolOutcome.succeeded("It was called.")));
    }

    private static ToolPeer asking(String name, String arguments, String form) {
        return tool(
                name,
                arguments,
                call -> {
                    var message = call.arguments().string("message").orElse("Please fill this in");
                    var answer = call.person().ask(new Form(message, Json.parseObject(form)));
                    return ToolOutcome.succeeded(
                            "User response: %s %s"
                                    .formatted(
                                            answer.allowed() ? "accept" : "decline",
                                            answer.fields().map(Json::text).orElse("")));
                });
    }
}
