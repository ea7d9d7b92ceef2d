package dev.bestcode.organism;

import static dev.bestcode.organism.Shape.optional;
import static dev.bestcode.organism.Shape.required;
import static dev.bestcode.organism.Shape.texts;

import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.WasmSpec;
import dev.bestcode.organism.Shape.Block;
import dev.bestcode.organism.Shape.Flag;
import dev.bestcode.organism.Shape.ListOf;
import dev.bestcode.organism.Shape.MapOf;
import dev.bestcode.organism.Shape.Presence;
import dev.bestcode.organism.Shape.Text;
import dev.bestcode.organism.Shape.Whole;
import dev.bestcode.organism.Shape.Word;

import java.util.List;

/// The words of a listener.
final class ListenerVocabulary {
    static final Word HANDLER =
            new Word(
                    "handler",
                    List.of(
                            HandlerNames.AGENT,
                            HandlerNames.LLM,
                            HandlerNames.TOOL,
                            HandlerNames.WASM,
                            HandlerNames.MCP,
                            HandlerNames.ORGANISM));

    static final Word DIRECTION = Words.words("direction", PortSpec.Direction.values());
    static final Word PROTOCOL = Words.words("protocol", PortSpec.Protocol.values());
    static final Word STDIO = Words.words("stdio", WasmSpec.Stdio.values());
    static final Word CLOCKS = Words.words("clocks", WasmSpec.Clocks.values());
    static final Word RANDOM = Words.words("random", WasmSpec.Randomness.values());
    static final Word EFFORT = Words.words("effort", Effort.values());
    static final Word TYPE = Words.words("type", CallableSpec.Type.values());

    private static final Block AGENT =
            new Block(
                    "agent",
                    List.of(
                            optional(
                                    "prompt",
                                    new Text(Grammars.TEXT),
                                    "Names of prompts joined by '&', such as bounded & coder."
                                            + " Absent: coder, which is predeclared."),
                            optional(
                                    "model",
                                    new Text(Grammars.NAME),
                                    "Id or alias of a model. Absent: sonnet."),
                            optional(
                                    "effort",
                                    EFFORT,
                                    "How hard the model is to think. Absent: the model's own"
                                            + " default."),
                            optional(
                                    "max_tokens",
                                    new Whole(1, Integer.MAX_VALUE),
                                    "Bound on one answer. Absent: 8192."),
                            optional(
                                    "max_iterations",
                                    new Whole(0, Integer.MAX_VALUE),
                                    "Model calls per task; 0 allows none. Absent: 200."),
                            optional(
                                    "permissions",
                                    new MapOf(Grammars.LISTENER, Words.PERMISSION, false),
                                    "What happens when it sends to one of its peers. The stricter of"
                                            + " this and the profile's holds."),
                            optional(
                                    "budget",
                                    Words.BUDGET,
                                    "What one task may spend. Absent: the system's limits.")));

    private static final Block PORT =
            new Block(
                    "a port",
                    List.of(
                            required("port", new Whole(1, PortSpec.PORT_MAX), "Its number."),
                            required(
                                    "direction",
                                    DIRECTION,
                                    "Who opens the connection, seen from the listener."),
                            required("protocol", PROTOCOL, "What is spoken."),
                            optional(
                                    "hosts",
                                    texts(Grammars.HOST),
                                    "Exact names or addresses. Outbound: what may be connected to,"
                                            + " one at least. Inbound: who may connect; absent:"
                                            + " this machine alone.")));

    private static final Block FOLDER =
            new Block(
                    "a folder",
                    List.of(
                            required(
                                    "host_path",
                                    new Text(Grammars.HOST_PATH),
                                    "The folder; a relative one is inside the project."),
                            required(
                                    "guest_path",
                                    new Text(Grammars.GUEST_PATH),
                                    "What the component knows it as."),
                            optional(
                                    "read_only",
                                    new Flag(),
                                    "Whether nothing in it may change. Absent: true.")));

    static final Block VARIABLE =
            new Block(
                    "a variable",
                    List.of(
                            required("key", new Text(Grammars.VARIABLE), "Its name."),
                            optional("value", new Text(Grammars.TEXT), "Its value."),
                            optional(
                                    "from",
                                    new Text(Grammars.VARIABLE),
                                    "The variable of our environment that has its value, in place of"
                                            + " 'value', so that no secret stands in the file.")));

    private static final Block CAPABILITIES =
            new Block(
                    "capabilities",
                    List.of(
                            optional(
                                    "filesystem",
                                    new ListOf(FOLDER),
                                    "Folders that it sees. Absent: none."),
                            optional(
                                    "env",
                                    new ListOf(VARIABLE),
                                    "Environment variables that it sees. Absent: none."),
                            optional(
                                    "stdio",
                                    STDIO,
                                    "Whether its output streams are kept with the call. Absent:"
                                            + " none."),
                            optional("clocks", CLOCKS, "What its clocks show. Absent: coarse."),
                            optional(
                                    "random",
                                    RANDOM,
                                    "Where its random numbers come from. Absent: seeded.")));

    private static final Block WASM =
            new Block(
                    "wasm",
                    List.of(
                            required(
                                    "path",
                                    new Text(Grammars.FILE),
                                    "The component, relative to this file and inside the project."),
                            optional(
                                    "sha256",
                                    new Text(Grammars.SHA256),
                                    "The only bytes of it that are loaded."),
                            optional(
                                    "function",
                                    new Text(Grammars.NAME),
                                    "Which of its functions the listener is, as 'wasm inspect' lists"
                                            + " it. Absent: its only one."),
                            optional(
                                    "deny_stubs",
                                    texts(Grammars.NAME),
                                    "Interfaces without version, or package/*, that link and refuse,"
                                            + " for imports it can do without."),
                            optional(
                                    "capabilities",
                                    CAPABILITIES,
                                    "What it is granted. Absent: nothing."),
                            optional(
                                    "limits",
                                    new Block(
                                            "limits",
                                            List.of(
                                                    optional(
                                                            "seconds",
                                                            new Whole(
                                                                    0, WasmSpec.Limits.SECONDS_MAX),
                                                            "Time. Absent: 5."),
                                                    optional(
                                                            "memory_mib",
                                                            new Whole(
                                                                    0,
                                                                    WasmSpec.Limits.MEMORY_MIB_MAX),
                                                            "Memory. Absent: 256."))),
                                    "Bounds on one call.")));

    private static final Block PARAMETER =
            new Block(
                    "parameter",
                    List.of(
                            required("type", TYPE, "As JSON Schema has it."),
                            required("description", new Text(Grammars.TEXT), "For the caller."),
                            optional(
                                    "enum",
                                    texts(Grammars.TEXT),
                                    "The only values allowed, for a string. Absent: every one.")));

    private static final Block CALLABLE =
            new Block(
                    "callable",
                    List.of(
                            optional(
                                    "organism",
                                    new Text(Grammars.FILE),
                                    "The file of the organism that is called, relative to this one and"
                                            + " inside the project. Absent: this organism."),
                            required("profile", new Text(Grammars.NAME), "A profile of it."),
                            optional(
                                    "agent",
                                    new Text(Grammars.LISTENER),
                                    "The agent of it that takes the call. Absent: coder."),
                            optional(
                                    "parameters",
                                    new MapOf(Grammars.PARAMETER, PARAMETER, false),
                                    "What a call has. Absent: a string named task."),
                            optional(
                                    "required",
                                    texts(Grammars.PARAMETER),
                                    "Parameters that every call has. Absent: none; with no"
                                            + " parameters said: task."),
                            optional(
                                    "requires",
                                    texts(Grammars.LISTENER),
                                    "Listeners of its profile without which it is not called."),
                            optional(
                                    "check",
                                    new Text(Grammars.PARAMETER),
                                    "The parameter that holds a command which has to succeed once the"
                                            + " agent has answered. Absent: nothing is checked."),
                            optional(
                                    "depth",
                                    new Whole(0, CallableSpec.DEPTH_MAX),
                                    "Calls inside one another, this one included. Absent: 4."),
                            optional(
                                    "concurrency",
                                    new Whole(0, CallableSpec.CONCURRENCY_MAX),
                                    "Calls of one caller at once. Absent: 5."),
                            optional(
                                    "budget",
                                    Words.BUDGET,
                                    "What one call may spend of its caller's budget.")));

    static final Block LISTENER =
            new Block(
                    "a listener",
                    List.of(
                            required(
                                    "name", new Text(Grammars.LISTENER), "Unique in the organism."),
                            new Shape.Key(
                                    "payload_class",
                                    new Presence.UnlessPredeclared(List.of(HandlerNames.MCP)),
                                    new Text(Grammars.PAYLOAD_CLASS),
                                    "What it takes; the text after the last dot is the payload's"
                                            + " tag. A server has none."),
                            unlessPredeclared("handler", HANDLER, "What runs it."),
                            unlessPredeclared(
                                    "description",
                                    new Text(Grammars.TEXT),
                                    "For models and people."),
                            with(HandlerNames.AGENT, true, "agent", AGENT, "How it thinks."),
                            with(
                                    HandlerNames.AGENT,
                                    false,
                                    "peers",
                                    texts(Grammars.LISTENER),
                                    "Listeners that it may send to, where the profile has them."
                                            + " Absent: none."),
                            with(
                                    HandlerNames.AGENT,
                                    false,
                                    "librarian",
                                    new Flag(),
                                    "Whether its context is curated before each request. Absent: as"
                                            + " predeclared; of others false."),
                            optional(
                                    "semantic_description",
                                    new Text(Grammars.TEXT),
                                    "What a search for tools compares. Absent: the description."),
                            optional(
                                    "ports",
                                    new ListOf(PORT),
                                    "What it uses of the network, where a profile's network names"
                                            + " it."),
                            with(HandlerNames.WASM, true, "wasm", WASM, "The component."),
                            with(
                                    HandlerNames.ORGANISM,
                                    true,
                                    "callable",
                                    CALLABLE,
                                    "The organism that is called, and how."),
                            with(
                                    HandlerNames.MCP,
                                    true,
                                    "mcp",
                                    McpVocabulary.MCP,
                                    "The server of the Model Context Protocol.")));

    private ListenerVocabulary() {}

    private static Shape.Key unlessPredeclared(String name, Shape shape, String doc) {
        return new Shape.Key(name, new Presence.UnlessPredeclared(List.of()), shape, doc);
    }

    private static Shape.Key with(
            String handler, boolean needed, String name, Shape shape, String doc) {
        return new Shape.Key(name, new Presence.With(handler, needed), shape, doc);
    }
}
