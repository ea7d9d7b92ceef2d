package dev.bestcode.organism;

import static dev.bestcode.organism.Shape.optional;
import static dev.bestcode.organism.Shape.required;
import static dev.bestcode.organism.Shape.texts;

import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.organism.Shape.Block;
import dev.bestcode.organism.Shape.ListOf;
import dev.bestcode.organism.Shape.Text;
import dev.bestcode.organism.Shape.Whole;

import java.util.List;

/// The words of a server of the Model Context Protocol.
final class McpVocabulary {
    private static final Block HEADER =
            new Block(
                    "a header",
                    List.of(
                            required("key", new Text(Grammars.HEADER), "Its name."),
                            optional("value", new Text(Grammars.TEXT), "Its value."),
                            optional(
                                    "from",
                                    new Text(Grammars.VARIABLE),
                                    "The variable of our environment that has its value, in place of"
                                            + " 'value', so that no secret stands in the file.")));

    private static final Block LIMITS =
            new Block(
                    "limits",
                    List.of(
                            optional(
                                    "start_seconds",
                                    new Whole(0, McpSpec.Limits.SECONDS_MAX),
                                    "Time until its tools are known. Absent: 30."),
                            optional(
                                    "call_seconds",
                                    new Whole(0, McpSpec.Limits.SECONDS_MAX),
                                    "Time of one call. Absent: 60."),
                            optional(
                                    "result_kib",
                                    new Whole(0, McpSpec.Limits.RESULT_KIB_MAX),
                                    "Size of one result as a model sees it. Absent: 50."),
                            optional(
                                    "tools",
                                    new Whole(0, McpSpec.Limits.TOOLS_MAX),
                                    "Number of tools that are offered. Absent: 128.")));

    static final Block MCP =
            new Block(
                    "mcp",
                    List.of(
                            optional(
                                    "command",
                                    new ListOf(new Text(Grammars.NAME), true),
                                    "The program, by plain name or absolute path, and its arguments;"
                                            + " it runs inside the sandbox. This or 'url'."),
                            optional(
                                    "env",
                                    new ListOf(ListenerVocabulary.VARIABLE),
                                    "Environment variables that the program gets. Absent: those that"
                                            + " every program gets."),
                            optional(
                                    "url",
                                    new Text(Grammars.URL),
                                    "Where it answers by streamable HTTP. This or 'command'."),
                            optional(
                                    "headers",
                                    new ListOf(HEADER),
                                    "Headers of every request. Absent: none."),
                            optional(
                                    "tools",
                                    texts(Grammars.SERVER_TOOL),
                                    "The only tools that are offered. Absent: all."),
                            optional(
                                    "pure",
                                    texts(Grammars.SERVER_TOOL),
                                    "Tools of which you say that they change nothing, so that nobody is"
                                            + " asked. Absent: none."),
                            optional("limits", LIMITS, "Bounds.")));

    private McpVocabulary() {}
}
