package dev.bestcode.llm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// Short names of models. A name that is none of them is taken for a full id.
final class ModelAliases {
    private static final String RESOURCE = "anthropic-models.properties";

    private final Map<String, String> idByAlias;

    private ModelAliases(Map<String, String> idByAlias) {
        this.idByAlias = Map.copyOf(idByAlias);
    }

    /// Those that come with this version, and others that add to or replace them.
    static ModelAliases builtInAnd(Map<String, String> others) {
        var all = new HashMap<String, String>();
        var table = new Properties();
        try (var in = ModelAliases.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        RESOURCE + " is missing from the jar of this class");
            }
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.stringPropertyNames().forEach(alias -> all.put(alias, table.getProperty(alias)));
        all.putAll(others);
        return new ModelAliases(all);
    }

    String idOf(String aliasOrId) {
        return idByAlias.getOrDefault(aliasOrId, aliasOrId);
    }
}
