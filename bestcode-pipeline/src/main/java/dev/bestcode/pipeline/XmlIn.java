package dev.bestcode.pipeline;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.COMMENT;
import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.ENTITY_REFERENCE;
import static javax.xml.stream.XMLStreamConstants.PROCESSING_INSTRUCTION;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonLimits;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;

import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML as JSON, on the platform's streaming parser with everything switched off that could
/// name something outside the document.
/// @see XmlCodec
final class XmlIn {
    /// The platform's limits on depth and on text, lower than the wire's; bytes and depth are
    /// counted here, and there are no entities to expand.
    private static final List<String> OWN_LIMITS =
            List.of(
                    "jdk.xml.maxElementDepth",
                    "jdk.xml.maxGeneralEntitySizeLimit",
                    "jdk.xml.totalEntitySizeLimit");

    private static final JsonLimits LIMITS = JsonLimits.WIRE;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;

    private XmlIn(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// @throws JsonException when the bytes are not one value in this form within the limits of the
    ///     wire
    static JsonValue read(Bytes utf8) {
        if (utf8.size() > LIMITS.bytes()) {
            throw new JsonException(
                    "document of %,d bytes; allowed %,d".formatted(utf8.size(), LIMITS.bytes()));
        }
        try {
            var reader = FACTORY.createXMLStreamReader(new StringReader(decode(utf8)));
            try {
                return new XmlIn(reader).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new JsonException("not well-formed XML: " + Excerpt.text(shown(e)), e);
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        OWN_LIMITS.forEach(limit -> factory.setProperty(limit, 0));
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("nothing outside the document is read");
                });
        return factory;
    }

    private static String decode(Bytes utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8.asBuffer()).toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("the document is not UTF-8; expected RFC 3629", e);
        }
    }

    private JsonValue document() throws XMLStreamException {
        checkDeclaration();
        while (next() != START_ELEMENT) {
            // White space before the root; anything else next() refuses.
        }
        checkAttributes(xml.getLocalName());
        var root = element(1);
        while (xml.hasNext()) {
            next();
        }
        return root;
    }

    private void checkDeclaration() {
        var version = xml.getVersion();
        if (version != null && !version.equals("1.0")) {
            throw refused("XML " + version + "; allowed: 1.0");
        }
        var encoding = xml.getCharacterEncodingScheme();
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw refused("encoding " + Excerpt.name(encoding) + "; allowed: UTF-8");
        }
    }

    /// The element that has just begun, to its end.
    private JsonValue element(int depth) throws XMLStreamException {
        if (depth > LIMITS.depth() + 1) { // a leaf's element lies one deeper than its array
            throw refused("deeper than " + LIMITS.depth());
        }
        var value = new XmlValue(attribute(XmlForm.TYPE), LIMITS);
        for (int event = next(); event != END_ELEMENT; event = next()) {
            switch (event) {
                case CHARACTERS, CDATA, SPACE -> value.text(xml.getText());
                default -> { // START_ELEMENT alone is left
                    var name = xml.getLocalName();
                    checkAttributes(name);
                    var member = name.equals(XmlForm.MEMBER) ? memberName() : name;
                    try {
                        value.child(name, member, element(depth + 1));
                    } catch (IllegalArgumentException e) {
                        throw refused(
                                Objects.requireNonNullElse(e.getMessage(), "a value that is none"));
                    }
                }
            }
        }
        try {
            return value.end();
        } catch (IllegalArgumentException e) {
            throw refused(Objects.requireNonNullElse(e.getMessage(), "a value that is none"));
        }
    }

    private int next() throws XMLStreamException {
        int event = xml.next();
        switch (event) {
            case DTD -> throw refused("a document type");
            case ENTITY_REFERENCE ->
                    throw refused("entity '" + Excerpt.name(xml.getLocalName()) + "'");
            case PROCESSING_INSTRUCTION -> throw refused("a processing instruction");
            case COMMENT -> throw refused("a comment");
            default -> {
                return event;
            }
        }
    }

    private String memberName() {
        var name = xml.getAttributeValue(null, XmlForm.NAME);
        if (name == null) {
            throw refused("a member '_' without the attribute 'name'");
        }
        return name;
    }

    /// Empty text when it is not there.
    private String attribute(String name) {
        var value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private void checkAttributes(String element) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            var name = xml.getAttributeLocalName(i);
            boolean known =
                    name.equals(XmlForm.TYPE)
                            || (name.equals(XmlForm.NAME) && element.equals(XmlForm.MEMBER));
            if (!known) {
                throw refused("attribute '" + Excerpt.name(name) + "'");
            }
        }
    }

    private JsonException refused(String what) {
        var at = xml.getLocation();
        return new JsonException(
                "XML payload has %s at line %d, column %d"
                        .formatted(what, at.getLineNumber(), at.getColumnNumber()));
    }

    /// Its place and its reason are on lines of their own.
    private static String shown(XMLStreamException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}
