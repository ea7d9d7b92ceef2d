package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.UntrustedBytes;

/// JSON as XML 1.0, for peers and screens that speak it; what was written reads as the same value.
///
/// The root is named by the tag. A member is an element of its name, or `_` with the name as an
/// attribute where XML cannot take it; an array's elements are called `item`. A string is plain
/// text, an object has child elements; whatever else, empty ones too, says so:
///
/// ```
/// <FileEdit><path>a b.txt</path><edits type="array"><item><old>  x</old><_ name="new text"></_></item></edits>
/// <dry type="boolean">true</dry><limit type="number">1.50</limit><note type="null"/></FileEdit>
/// ```
///
/// White space in text is kept as it is. Reading knows elements, text, the attributes `type` and
/// `name`, CDATA sections, the five characters that have to be escaped and references by number;
/// everything else (document types, entities, comments, processing instructions, other versions and
/// encodings) is refused by name, and so is writing a character that XML 1.0 cannot hold.
/// @see "Extensible Markup Language (XML) 1.0, fifth edition, 2.2 and 2.11"
public final class XmlCodec implements PayloadCodec {
    @Override
    public JsonValue read(UntrustedBytes bytes) {
        return XmlIn.read(bytes.bytes());
    }

    /// @throws IllegalArgumentException when the tag cannot name an element
    @Override
    public Bytes write(String tag, JsonValue value) {
        return XmlOut.write(tag, value);
    }
}
