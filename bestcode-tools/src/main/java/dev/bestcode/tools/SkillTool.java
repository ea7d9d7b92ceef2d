package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.List;

/// Tells a skill in whole. It reads nothing by then: what is told is what was there, and trusted,
/// when the system was built.
final class SkillTool extends NativeTool {
    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "skill",
                    "Load a skill: how certain work is done here.",
                    """
                    {"type":"object","required":["name"],"additionalProperties":false,"properties":{
                     "name":{"type":"string","description":"as the list of skills has it"}}}
                    """);

    private final Skills skills;

    SkillTool(Skills skills) {
        super(DESCRIPTOR, Effect.PURE);
        this.skills = skills;
    }

    @Override
    public List<Source> readsFrom(JsonObject arguments) {
        return skills.named(arguments.string("name").orElse("")).stream()
                .map(skill -> Source.file(skill.shown()))
                .toList();
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments) throws ToolFailedException {
        var name = arguments.text("name");
        return skills.named(name)
                .map(skill -> ToolOutcome.succeeded(told(skill)))
                .orElseGet(
                        () ->
                                ToolOutcome.failed(
                                        skills.isEmpty()
                                                ? "there are no skills here"
                                                : "there is no skill '%s'; there are %s"
                                                        .formatted(
                                                                Truncation.line(name, 80),
                                                                skills.names())));
    }

    private static String told(Skill skill) {
        var text =
                "The skill %s, from %s:\n\n%s".formatted(skill.name(), skill.shown(), skill.text());
        if (skill.beside().isEmpty()) {
            return text;
        }
        return "%s\n\nBeside it lie %s%s."
                .formatted(
                        text,
                        String.join(", ", skill.beside()),
                        skill.ofProject()
                                ? "; read them with file-read from the same folder"
                                : ", outside of the workspace");
    }
}
