package dev.bestcode.pipeline;

import java.util.regex.Pattern;

/// The words of JSON as XML, for the side that writes and the side that reads.
final class XmlForm {
    /// An element whose member's name stands in [#NAME].
    static final String MEMBER = "_";

    static final String ITEM = "item";
    static final String TYPE = "type";
    static final String NAME = "name";

    static final String STRING = "string";
    static final String NUMBER = "number";
    static final String BOOLEAN = "boolean";
    static final String NULL = "null";
    static final String OBJECT = "object";
    static final String ARRAY = "array";

    /// Short enough for every parser, and without what only some take.
    private static final Pattern ELEMENT_NAME =
            Pattern.compile("(?![xX][mM][lL])[A-Za-z_][A-Za-z0-9_.-]{0,199}");

    private XmlForm() {}

    /// Whether a member's name can be an element's.
    static boolean isElementName(String name) {
        return ELEMENT_NAME.matcher(name).matches() && !name.equals(MEMBER);
    }
}
