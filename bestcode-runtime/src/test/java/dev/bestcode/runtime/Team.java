package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.nio.file.Path;

/// A lead whose profile has files to read and a helper to call.
final class Team {
    /// The helper's profile names more than the lead reaches.
    static final String YAML =
            """
            prompts:
              lead: "You lead."
              helper: "You help."
            listeners:
              - name: lead
                payload_class: agent.AgentTask
                handler: agent.handle
                description: Leads
                agent: {prompt: lead}
                peers: [file-read, glob, help]
              - name: helper
                payload_class: agent.AgentTask
                handler: agent.handle
                description: Helps
                agent: {prompt: helper}
                peers: [file-read, file-write, glob, help]
              - name: help
                payload_class: tools.HelpRequest
                handler: organism
                description: Looks something up
                callable: {profile: helping%s}
            profiles:
              leading:
                listeners: [lead, file-read, glob, help]
              helping:
                listeners: [helper, file-read, file-write, glob, help]
                permissions: {file-write: auto}
            """;

    private Team() {}

    /// @param more keys of the callable, each after a comma
    static BestCodeBuilder system(ScriptedModel model, Path workspace, String more) {
        return BestCode.builder()
                .organism(organism(more, workspace))
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .storage(FileStorage.inMemory());
    }

    /// With the helper as its agent, unless another is said.
    static Organism organism(String more, Path workspace) {
        var agent = more.contains("agent:") ? "" : ", agent: helper";
        return OrganismYaml.parse(YAML.formatted(agent + more), workspace);
    }

    /// Whether a request is of the lead, and not of a helper.
    static boolean isLead(JsonObject request) {
        return Json.text(request).contains("You lead.");
    }
}
