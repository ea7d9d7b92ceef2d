package dev.bestcode.routing;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Fills a form from what stands in a request literally, so that simple requests need no model.
///
/// It rather gives up than guesses: every required property must get a value, and every value that
/// the request names must find its place, else the request says more than was understood. Values
/// go by name first (`limit 10`, `limit=10`), then by looks (a path for `path`), then to the only
/// property left that can take them.
final class Extractor {
    /// How far a number may stand from its property's name, in characters, filler words included.
    private static final int NEAR_CHARS = 24;

    private static final Pattern NEGATION =
            Pattern.compile("\\b(?:no|not|non|without|don't|never|disable[sd]?|off)\\b[\\s-]*+$");

    private final String request;
    private final String lower;
    private final List<Literal> unused;
    private final Map<String, JsonValue> values = new LinkedHashMap<>();

    private Extractor(String request) {
        this.request = request;
        this.lower = request.toLowerCase(Locale.ROOT);
        this.unused = new ArrayList<>(Literals.in(request));
    }

    /// @return arguments that still have to be checked against the schema; empty when it gives up
    static Optional<JsonObject> fill(JsonObject schema, String request) {
        return new Extractor(request).fill(parameters(schema));
    }

    private Optional<JsonObject> fill(List<Parameter> parameters) {
        parameters.forEach(this::byChoice);
        parameters.forEach(this::byName);
        parameters.forEach(this::byLooks);
        parameters.forEach(this::byElimination);
        boolean complete =
                parameters.stream()
                        .filter(Parameter::required)
                        .allMatch(parameter -> values.containsKey(parameter.name()));
        return complete && unused.isEmpty()
                ? Optional.of(new JsonObject(values))
                : Optional.empty();
    }

    private static List<Parameter> parameters(JsonObject schema) {
        var required =
                schema.array("required").stream()
                        .flatMap(array -> array.values().stream())
                        .toList();
        var parameters = new ArrayList<Parameter>();
        schema.object("properties")
                .orElse(JsonObject.EMPTY)
                .members()
                .forEach(
                        (name, value) -> {
                            if (value instanceof JsonObject object) {
                                parameters.add(
                                        new Parameter(
                                                name,
                                                object,
                                                required.contains(new JsonString(name))));
                            }
                        });
        return parameters;
    }

    /// One of an enumeration, when the request names exactly one; a switch, when it is named.
    private void byChoice(Parameter parameter) {
        var named = parameter.choices().stream().filter(this::says).toList();
        if (named.size() == 1) {
            values.put(parameter.name(), new JsonString(named.getFirst()));
            unused.removeIf(literal -> literal.text().equals(named.getFirst()));
        } else if (parameter.type().equals("boolean")) {
            int at = find(String.join(" ", parameter.words()));
            if (at >= 0) {
                boolean negated = NEGATION.matcher(lower.substring(0, at)).find();
                values.put(parameter.name(), new JsonBoolean(!negated));
            }
        }
    }

    /// `limit=10`, `limit: 10`, `limit of 10`, and for numbers `10 lines` too.
    private void byName(Parameter parameter) {
        if (values.containsKey(parameter.name()) || parameter.words().isEmpty()) {
            return;
        }
        int at = find(String.join(" ", parameter.words()));
        if (at < 0) {
            at = find(parameter.name().toLowerCase(Locale.ROOT));
        }
        int place = at;
        unused.stream()
                .filter(literal -> place >= 0 && takes(parameter, literal))
                .filter(literal -> near(literal, place, parameter))
                .findFirst()
                .ifPresent(literal -> put(parameter, literal));
    }

    private boolean near(Literal literal, int name, Parameter parameter) {
        int gap = literal.at() - name;
        if (gap > 0) {
            return gap <= parameter.name().length() + NEAR_CHARS
                    && unused.stream()
                            .noneMatch(other -> other.at() > name && other.at() < literal.at());
        }
        return literal.kind() == Literal.Kind.NUMBER
                && name - literal.end() >= 0
                && request.substring(literal.end(), name).isBlank();
    }

    private void byLooks(Parameter parameter) {
        if (values.containsKey(parameter.name())) {
            return;
        }
        var wanted = parameter.wanted();
        if (parameter.type().equals("array")) {
            var fitting = unused.stream().filter(it -> takes(parameter.item(), it)).toList();
            if (!fitting.isEmpty() && wantedBy(parameter, fitting)) {
                putAll(parameter, fitting);
            }
            return;
        }
        var fitting =
                unused.stream()
                        .filter(literal -> wanted.isPresent() && wanted.get() == literal.kind())
                        .filter(literal -> takes(parameter, literal))
                        .toList();
        if (fitting.size() == 1) {
            put(parameter, fitting.getFirst());
        }
    }

    /// An array takes what looks like its name, or whatever there is when nothing else could.
    private static boolean wantedBy(Parameter parameter, List<Literal> fitting) {
        var wanted = parameter.wanted();
        return wanted.isEmpty()
                ? parameter.required()
                : fitting.stream().allMatch(literal -> literal.kind() == wanted.get());
    }

    /// A required property takes the only value left that it can.
    private void byElimination(Parameter parameter) {
        if (!parameter.required() || values.containsKey(parameter.name())) {
            return;
        }
        var fitting = unused.stream().filter(literal -> takes(parameter, literal)).toList();
        if (fitting.size() == 1) {
            put(parameter, fitting.getFirst());
        }
    }

    private static boolean takes(Parameter parameter, Literal literal) {
        return switch (parameter.type()) {
            case "integer" ->
                    literal.kind() == Literal.Kind.NUMBER && !literal.text().contains(".");
            case "number" -> literal.kind() == Literal.Kind.NUMBER;
            case "string" ->
                    literal.kind() != Literal.Kind.NUMBER
                            && parameter.choices().isEmpty()
                            && (literal.kind() == Literal.Kind.QUOTED
                                    || parameter.wanted().isEmpty()
                                    || parameter.wanted().get() == literal.kind());
            default -> false;
        };
    }

    private void put(Parameter parameter, Literal literal) {
        values.put(parameter.name(), value(literal));
        unused.remove(literal);
    }

    private void putAll(Parameter parameter, List<Literal> literals) {
        values.put(
                parameter.name(), new JsonArray(literals.stream().map(Extractor::value).toList()));
        unused.removeAll(literals);
    }

    private static JsonValue value(Literal literal) {
        return literal.kind() == Literal.Kind.NUMBER
                ? new JsonNumber(literal.text())
                : new JsonString(literal.text());
    }

    private boolean says(String words) {
        return find(words.toLowerCase(Locale.ROOT)) >= 0;
    }

    /// Where whole words stand in the request, outside of what it quotes; -1 for nowhere.
    private int find(String words) {
        for (int at = lower.indexOf(words); at >= 0; at = lower.indexOf(words, at + 1)) {
            if (isBorder(at - 1) && isBorder(at + words.length()) && !isInValue(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isBorder(int at) {
        return at < 0 || at >= lower.length() || !Character.isLetterOrDigit(lower.charAt(at));
    }

    private boolean isInValue(int at) {
        return unused.stream()
                .anyMatch(
                        literal ->
                                literal.kind() != Literal.Kind.QUOTED
                                        ? at > literal.at() && at < literal.end()
                                        : at >= literal.at()
                                                && at < literal.end()
                                                && literal.text().indexOf(' ') >= 0);
    }
}
