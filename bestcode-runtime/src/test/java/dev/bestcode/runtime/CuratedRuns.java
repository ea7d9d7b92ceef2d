package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ReceivedRequest;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A system whose agent reads pages and has a librarian, over a kernel in a folder.
record CuratedRuns(Path folder) {
    static final int WINDOW = 10_000;

    BestCode system(ScriptedModel model) {
        return builder(anthropic(model).build()).build();
    }

    BestCodeBuilder builder(LlmClient llm) {
        return BestCode.builder()
                .organism(organism("{}"))
                .storage(FileStorage.at(folder.resolve("kernel")))
                .llm(llm)
                .tool(new PageTool())
                .contextWindow(WINDOW);
    }

    static AnthropicClient.Builder anthropic(ScriptedModel model) {
        return AnthropicClient.builder().apiKey("key").baseUrl(model.baseUrl());
    }

    static Task task(String text) {
        return new Task("p", "reader", text, OptionalInt.empty());
    }

    /// @param budget of its agent
    Organism organism(String budget) {
        return OrganismYaml.parse(
                """
                listeners:
                  - name: reader
                    payload_class: agent.AgentTask
                    handler: agent.handle
                    description: Reads pages
                    agent: {prompt: coder, max_tokens: 1000, effort: low, budget: %s}
                    peers: [page]
                    librarian: true
                  - {name: page, payload_class: tools.PageRequest, handler: tools.handle, description: A page}
                profiles:
                  p: {listeners: [reader, page], permissions: {page: auto}}
                  fleeting: {listeners: [reader, page], permissions: {page: auto}, journal: prune_on_delivery}
                """
                        .formatted(budget),
                folder);
    }

    static Step[] pages(int turns) {
        var steps = new ArrayList<Step>();
        for (int turn = 0; turn < turns; turn++) {
            steps.add(calls(tool("page", "{\"number\":%d}".formatted(turn))));
        }
        steps.add(answer("done"));
        return steps.toArray(Step[]::new);
    }

    static List<Integer> sizes(ScriptedModel model) {
        return model.requests().stream().map(ReceivedRequest::bodyBytes).toList();
    }

    static String text(ReceivedRequest request) {
        return Json.text(request.body());
    }
}
