package dev.bestcode.pipeline;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON Schema 2020-12 by the networknt library. A schema is compiled when it is first needed.
/// Nothing is ever loaded: of outside references, only the draft's own meta-schemas resolve, from
/// the library's jar; any other makes every payload of that type invalid, with the reference named.
final class NetworkntValidator implements SchemaValidator {
    /// A hostile array could have one error per element; nobody reads more than a few.
    private static final int ERRORS_MAX = 10;

    /// Many times the listeners of a system; tasks bring schemas of their own besides, without end.
    private static final int COMPILED_MAX = 1_024;

    private static final String META_SCHEMAS = "https://json-schema.org/draft/2020-12/";

    private static final PayloadType META_SCHEMA =
            new PayloadType(
                    "Schema", JsonObject.builder().put("$ref", META_SCHEMAS + "schema").build());

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaLoader(
                                    loader ->
                                            loader.allow(
                                                    iri ->
                                                            iri.toString()
                                                                    .startsWith(META_SCHEMAS))));
    private final Map<PayloadType, Schema> compiled = new LinkedHashMap<>();

    @Override
    public List<String> validate(PayloadType type, JsonValue value) {
        try {
            var errors = schema(type).validate(JsonTrees.tree(value));
            if (errors.isEmpty()) {
                return List.of();
            }
            return errors.stream()
                    .limit(ERRORS_MAX)
                    .map(error -> SchemaErrors.describe(error, type.schema()))
                    .toList();
        } catch (RuntimeException e) { // the library has several roots: bad schema, bad reference
            return List.of("cannot be checked against " + type.tag() + ": " + e.getMessage());
        }
    }

    /// What is wrong with a schema itself; one without fault can check any value.
    List<String> problems(JsonObject schema) {
        var wrong = validate(META_SCHEMA, schema);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        try {
            registry.getSchema(JsonTrees.tree(schema)).initializeValidators();
            return List.of();
        } catch (RuntimeException e) { // as above: a reference that leads nowhere, a bad pattern
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private Schema schema(PayloadType type) {
        synchronized (compiled) {
            var known = compiled.get(type);
            if (known != null) {
                return known;
            }
        }
        var fresh = registry.getSchema(JsonTrees.tree(type.schema()));
        synchronized (compiled) {
            if (compiled.size() >= COMPILED_MAX) {
                compiled.remove(compiled.keySet().iterator().next());
            }
            compiled.put(type, fresh);
        }
        return fresh;
    }
}
