package dev.bestcode.routing;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.Optional;

/// What `find-tool` is asked.
/// @param need what is to be done, in words
/// @param tool whose call is to be carried; empty to be told which there are
/// @param arguments of that call
/// @param run whether to fill the best tool's form and carry the call at once
record FindRequest(String need, Optional<String> tool, JsonObject arguments, boolean run) {
    static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    FindTool.NAME,
                    """
                    Finds tools beyond the ones listed here, by what they do, and calls them for you. \
                    First say what you need: the answer has the tools that fit, with the schemas of \
                    their arguments. Then ask again with the same need, the tool's name and its \
                    arguments: the answer is that tool's own. For a need that names every value \
                    literally, set run to have the best tool called at once.""",
                    """
                    {"type":"object","required":["need"],"additionalProperties":false,
                     "properties":{
                       "need":{"type":"string","minLength":1,"maxLength":2000,
                         "description":"What is to be done, in plain words"},
                       "tool":{"type":"string","description":"A name from an earlier answer"},
                       "arguments":{"type":"object","description":"As that tool's schema asks"},
                       "run":{"type":"boolean","description":"Call the best tool at once"}}}
                    """);

    static FindRequest from(JsonObject json) {
        return new FindRequest(
                json.requireString("need"),
                json.string("tool"),
                json.object("arguments").orElse(JsonObject.EMPTY),
                json.bool("run").orElse(false));
    }
}
