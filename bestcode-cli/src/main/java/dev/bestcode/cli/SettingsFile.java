package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A `config.yaml`: one setting a line, as `key: value`. Whatever else is in it is an error, for a
/// setting that is silently not there is found last.
/// @param project whether it is a project's own
record SettingsFile(Path path, boolean project) {
    private static final int BYTES_MAX = 64 << 10;

    /// @return none when there is no file
    /// @throws IllegalArgumentException when it cannot be read as settings; with line and column
    Map<Setting, String> read() throws IOException {
        return read(Optional.empty());
    }

    /// @param mended whose value may be wrong, for another takes its place
    private Map<Setting, String> read(Optional<Setting> mended) throws IOException {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw wrong("it is larger than %,d bytes".formatted(BYTES_MAX));
            }
            return parse(text(bytes), mended);
        } catch (NoSuchFileException none) {
            return Map.of();
        }
    }

    private String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw wrong("it is not UTF-8");
        }
    }

    /// Set or take out one setting; every other line stays as it is.
    /// @param value null to take it out
    /// @throws IllegalArgumentException when the file is malformed, or may not say this; it is left
    ///     as it was
    void change(Setting setting, @Nullable String value) throws IOException {
        requireAllowed(setting, "");
        boolean there = read(Optional.of(setting)).containsKey(setting);
        var lines =
                new ArrayList<>(there || Files.exists(path) ? Files.readAllLines(path) : List.of());
        int at = there ? lineOf(setting, lines) : lines.size();
        if (there) {
            lines.remove(at);
        }
        if (value != null) {
            lines.add(at, setting.key() + ": " + quoted(value));
        }
        var text = String.join("\n", lines) + "\n";
        if (!Objects.equals(parse(text, Optional.empty()).get(setting), value)) {
            throw wrong(
                    "%s cannot be changed line by line; edit the file".formatted(setting.key()));
        }
        replace(text);
    }

    private static int lineOf(Setting setting, List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith(setting.key() + ":")) {
                return at;
            }
        }
        return lines.size() - 1;
    }

    /// As YAML reads it back: what no plain word can be stands in single quotes.
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9][A-Za-z0-9._/-]*")
                ? value
                : "'" + value.replace("'", "''") + "'";
    }

    private void replace(String text) throws IOException {
        var file = target();
        var folder = file.toAbsolutePath().normalize().resolveSibling("");
        Files.createDirectories(folder);
        var fresh = Files.createTempFile(folder, "config-", ".new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// Of a link of the user's own, what it leads to; one of a project could lead anywhere.
    private Path target() throws IOException {
        return !project && Files.exists(path) ? path.toRealPath() : path;
    }

    private Map<Setting, String> parse(String text, Optional<Setting> mended) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(2);
        options.setCodePointLimit(BYTES_MAX);
        try {
            var root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return root == null ? Map.of() : settings(root, mended);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw wrong(
                    "line %d, column %d: %s"
                            .formatted(mark.getLine() + 1, mark.getColumn() + 1, e.getProblem()));
        } catch (YAMLException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Map<Setting, String> settings(Node root, Optional<Setting> mended) {
        if (!(root instanceof MappingNode mapping)) {
            throw wrong(at(root) + "expected lines of 'key: value'");
        }
        var settings = new EnumMap<Setting, String>(Setting.class);
        for (var tuple : mapping.getValue()) {
            var setting = setting(tuple);
            var value = value(setting, tuple.getValueNode());
            if (settings.put(setting, value) != null) {
                throw wrong(at(tuple.getKeyNode()) + setting.key() + " is there twice");
            }
            var problem = setting.problem(value);
            if (problem.isPresent() && !mended.equals(Optional.of(setting))) {
                throw wrong(at(tuple.getValueNode()) + problem.get());
            }
        }
        return settings;
    }

    private Setting setting(NodeTuple tuple) {
        var node = tuple.getKeyNode();
        var key = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        var setting =
                Setting.of(key)
                        .orElseThrow(
                                () ->
                                        wrong(
                                                "%s'%s' is no setting; there are %s"
                                                        .formatted(at(node), key, Setting.keys())));
        requireAllowed(setting, at(node));
        return setting;
    }

    private void requireAllowed(Setting setting, String at) {
        if (project && !setting.project) {
            throw wrong(
                    "%s%s cannot be set by a project; put it into your own configuration ('bestcode config show' says where)"
                            .formatted(at, setting.key()));
        }
    }

    private String value(Setting setting, Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong("%s%s needs a value".formatted(at(node), setting.key()));
        }
        return scalar.getValue();
    }

    private static String at(Node node) {
        var mark = node.getStartMark();
        return "line %d, column %d: ".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("%s: %s".formatted(path, what));
    }
}
