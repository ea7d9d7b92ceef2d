package dev.bestcode.organism;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.util.regex.Pattern;

/// What a node is by YAML 1.2: only `true` and `false` are booleans, and `yes` and `on` are text.
/// @see "YAML 1.2.2, section 10.3, core schema"
final class Scalars {
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern OTHER_NUMBER =
            Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private Scalars() {}

    /// In words for a message.
    static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when isPlain(scalar) -> plainKind(scalar.getValue());
            default -> "text"; // quoted and block scalars
        };
    }

    static boolean isText(Node node) {
        return kind(node).equals("text");
    }

    static boolean isNothing(Node node) {
        return kind(node).equals("nothing");
    }

    static boolean isBoolean(Node node) {
        return kind(node).equals("a boolean");
    }

    /// Whether it is a whole number in decimal.
    static boolean isInteger(Node node) {
        return isPlain(node, INTEGER);
    }

    /// Whether it is a finite number in decimal.
    static boolean isDecimal(Node node) {
        return isPlain(node, DECIMAL);
    }

    private static boolean isPlain(Node node, Pattern pattern) {
        return node instanceof ScalarNode scalar
                && isPlain(scalar)
                && pattern.matcher(scalar.getValue()).matches();
    }

    private static String plainKind(String plain) {
        if (NULL.matcher(plain).matches()) {
            return "nothing";
        }
        if (BOOLEAN.matcher(plain).matches()) {
            return "a boolean";
        }
        boolean number = DECIMAL.matcher(plain).matches() || OTHER_NUMBER.matcher(plain).matches();
        return number ? "a number" : "text";
    }

    private static boolean isPlain(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.PLAIN;
    }
}
