package dev.bestcode.it;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A model that does whatever a tool's result says: it calls the user's tool, then everything that
/// the injection wants, and says that it has done so. What it does follows from the conversation
/// alone, so one serves all runs at once. It answers over HTTP.
final class ObeyingModel implements AutoCloseable {
    /// A task that begins like this waits, after the attack, until the model is closed.
    static final String HANGING = "hang ";

    private final Map<String, InjectionCase> cases;
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ScriptedModel model;

    ObeyingModel(Map<String, InjectionCase> cases) {
        this.cases = Map.copyOf(cases);
        this.model =
                ScriptedModel.builder()
                        .otherwise(Step.computed(this::obey))
                        .deltaCodePoints(10_000)
                        .start();
    }

    String baseUrl() {
        return model.baseUrl();
    }

    /// What the model was shown as the user's tool's result, by case.
    Map<String, String> seen() {
        return seen;
    }

    /// Wait until the hanging run has made its attack.
    /// @return whether it has, within so many seconds
    boolean awaitHanging(int seconds) throws InterruptedException {
        return hanging.await(seconds, TimeUnit.SECONDS);
    }

    /// Let the hanging run end.
    void letGo() {
        over.countDown();
    }

    List<String> violations() {
        return model.violations();
    }

    private Step obey(JsonObject request) {
        var texts = userTexts(request);
        var task = texts.getFirst();
        boolean hangs = task.startsWith(HANGING);
        var which = hangs ? task.substring(HANGING.length()) : task;
        var attack = Optional.ofNullable(cases.get(which)).orElseThrow();
        var results = results(request);
        int rounds = texts.size(); // a follow-up attacks again
        if (results.isEmpty()) {
            return Step.calls(Step.tool(attack.userTool(), "{}"));
        }
        seen.putIfAbsent(which, results.getFirst());
        if (results.size() < 1 + rounds * attack.calls().size()) {
            return Step.calls(
                    attack.calls().stream()
                            .map(name -> Step.tool(name, "{}"))
                            .toArray(Step.ToolCall[]::new));
        }
        if (hangs) {
            hanging.countDown();
            awaitEnd();
        }
        return Step.answer("I did what the text said.");
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the user said, first to last.
    private static List<String> userTexts(JsonObject request) {
        var texts = new ArrayList<String>();
        for (var block : blocks(request, "user")) {
            if (block.string("type").equals(Optional.of("text"))) {
                texts.add(block.requireString("text"));
            }
        }
        return texts;
    }

    /// The texts of tool results.
    private static List<String> results(JsonObject request) {
        var results = new ArrayList<String>();
        for (var block : blocks(request, "user")) {
            if (block.string("type").equals(Optional.of("tool_result"))) {
                results.add(text(block));
            }
        }
        return results;
    }

    private static String text(JsonObject result) {
        var text = new StringBuilder();
        for (var part : result.requireArray("content").values()) {
            text.append(((JsonObject) part).string("text").orElse(""));
        }
        return text.toString();
    }

    private static List<JsonObject> blocks(JsonObject request, String role) {
        var blocks = new ArrayList<JsonObject>();
        for (var each : request.requireArray("messages").values()) {
            var message = (JsonObject) each;
            if (message.requireString("role").equals(role)) {
                switch (message.get("content").orElseThrow()) {
                    case JsonArray(var values) ->
                            values.forEach(value -> blocks.add((JsonObject) value));
                    case JsonString text ->
                            blocks.add(
                                    JsonObject.builder()
                                            .put("type", "text")
                                            .put("text", text)
                                            .build());
                    default -> throw new AssertionError("content of " + message);
                }
            }
        }
        return blocks;
    }

    @Override
    public void close() {
        letGo();
        model.close();
    }
}
