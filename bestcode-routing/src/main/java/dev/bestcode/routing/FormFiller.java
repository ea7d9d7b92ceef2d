package dev.bestcode.routing;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonLimits;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.message.UntrustedBytes;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Fills a tool's form from a request, rung by rung: first what stands in the request literally,
/// then one model after the other. Every rung's answer is checked against the tool's schema; the
/// first that is valid is taken.
public final class FormFiller {
    /// The rung that needs no model.
    static final String EXTRACTOR = "extractor";

    /// Arguments, not a document: what is larger is not looked at.
    private static final JsonLimits ANSWER = new JsonLimits(64 << 10, 32, 64);

    /// Two tries with a small model and one with a better one is what a ladder is for.
    private static final int MODELS_MAX = 5;

    private static final Pattern FENCE =
            Pattern.compile("^\\s*```[a-z]*\\s*(.*?)\\s*```\\s*$", Pattern.DOTALL);

    private final SchemaValidator validator;
    private final List<FormModel> ladder;

    private FormFiller(SchemaValidator validator, List<FormModel> ladder) {
        this.validator = validator;
        this.ladder = List.copyOf(ladder);
    }

    /// @param ladder asked in this order, each once; the same may stand there twice
    /// @throws IllegalArgumentException when it has more rungs than anybody should pay for
    public static FormFiller of(SchemaValidator validator, List<FormModel> ladder) {
        if (ladder.size() > MODELS_MAX) {
            throw new IllegalArgumentException(
                    "the ladder has %d models; allowed %d".formatted(ladder.size(), MODELS_MAX));
        }
        return new FormFiller(validator, ladder);
    }

    boolean asksModels() {
        return !ladder.isEmpty();
    }

    Form fill(RoutedTool tool, String request) throws InterruptedException {
        var problems = List.of("the request does not say literally what the form asks for");
        var literal = Extractor.fill(tool.inputSchema(), request);
        if (literal.isPresent()) {
            problems = check(tool, literal.get());
            if (problems.isEmpty()) {
                return new Form.Filled(literal.get(), EXTRACTOR, Usage.ZERO);
            }
        }
        var usage = Usage.ZERO;
        for (var model : ladder) {
            var answer = model.answer(FormPrompt.of(tool, request, problems));
            usage = usage.plus(answer.usage());
            var arguments = read(answer.bytes());
            problems =
                    arguments
                            .map(object -> check(tool, object))
                            .orElse(
                                    List.of(
                                            "the answer was not one JSON object of at most 64 KiB"));
            if (problems.isEmpty()) {
                return new Form.Filled(arguments.orElseThrow(), model.name(), usage);
            }
        }
        return new Form.Unfilled(problems, usage);
    }

    private List<String> check(RoutedTool tool, JsonObject arguments) {
        return validator.validate(new PayloadType("Form", tool.inputSchema()), arguments);
    }

    /// Models like to wrap what they were told not to wrap.
    private static Optional<JsonObject> read(UntrustedBytes bytes) {
        if (bytes.bytes().size() > ANSWER.bytes()) {
            return Optional.empty();
        }
        var fenced = FENCE.matcher(bytes.bytes().utf8());
        var content = fenced.matches() ? UntrustedBytes.of(fenced.group(1)).bytes() : bytes.bytes();
        try {
            return Json.parse(content.toByteArray(), ANSWER) instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
