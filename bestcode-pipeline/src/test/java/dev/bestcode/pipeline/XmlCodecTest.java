package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.message.UntrustedBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlCodecTest {
    private final XmlCodec xml = new XmlCodec();

    @Test
    void valueIsWrittenWithElementsForMembersAndATypeForAllButTextAndObjects() {
        var value =
                Json.parse(
                        """
                        {"path":"a b","edits":[{"old":" x","new text":""}],"dry":true,"n":1.50,"o":{},"z":null}
                        """);

        assertThat(xml.write("FileEdit", value).utf8())
                .isEqualTo(
                        """
                        <FileEdit><path>a b</path><edits type="array"><item><old> x</old>\
                        <_ name="new text"></_></item></edits><dry type="boolean">true</dry>\
                        <n type="number">1.50</n><o type="object"></o><z type="null"></z></FileEdit>""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  two spaces before and after  ",
                "\n\tdef f():\n\t\treturn 1\n",
                "carriage\r\nreturn\ralone",
                "<a>&amp;]]></a>",
                "",
                " ",
                "\u0085\u2028 \uD83D\uDE00"
            })
    void textComesThroughCharacterByCharacter(String text) {
        var value = Json.parse(Json.text(new JsonString(text)));

        assertThat(read(xml.write("T", value).utf8())).isEqualTo(Json.text(value));
    }

    @Test
    void prettyPrintedXmlOfAPeerReadsAsAnObject() {
        assertThat(
                        read(
                                """
                                <?xml version="1.0" encoding="utf-8"?>
                                <ToolResponse>
                                  <success>true</success>
                                  <result><![CDATA[ <b>&amp;</b> ]]></result>
                                  <lines type="array">
                                    <item>&#65;&#x42;</item>
                                  </lines>
                                </ToolResponse>
                                """))
                .isEqualTo(
                        "{\"success\":\"true\",\"result\":\" <b>&amp;</b> \",\"lines\":[\"AB\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE a><a/> | a document type",
                "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a> | a document type",
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/> | a document type",
                "<a>&nbsp;</a> | nbsp",
                "<a><!-- c --></a> | a comment",
                "<a><?p i?></a> | a processing instruction",
                "<?xml version='1.1'?><a>&#1;</a> | XML 1.1; allowed: 1.0",
                "<?xml version='1.0' encoding='UTF-7'?><a/> | encoding UTF-7; allowed: UTF-8",
                "<a><b>1</b><b>2</b></a> | 'b' twice",
                "<a><b/>text</a> | text beside elements",
                "<a x='1'/> | attribute 'x'",
                "<a xmlns='urn:x'/> | attribute 'xmlns'",
                "<a type='date'>x</a> | type 'date'",
                "<a type='number'> 1</a> | is not a JSON number",
                "<a type='boolean'>yes</a> | neither true nor false",
                "<a type='null'>x</a> | text beside elements",
                "<a type='array'><b/></a> | allowed: item",
                "<a type='string'><b/></a> | an element in a string",
                "<a><_/></a> | without the attribute 'name'",
                "<a>&#0;</a> | not well-formed",
                "<a>&#xD800;</a> | not well-formed",
                "<a/><b/> | not well-formed",
                "<a> | not well-formed",
                "{\"a\":1} | not well-formed"
            })
    void whatIsNoValueIsRefusedByName(String document, String reason) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void nestingOfTenThousandIsRefused() {
        assertThatThrownBy(() -> read("<a>".repeat(10_000) + "</a>".repeat(10_000)))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void nestingUpToTheLimitOfTheWireReads() {
        var json = "{\"a\":".repeat(128) + "1" + "}".repeat(128);

        assertThat(read(xml.write("A", Json.parse(json)).utf8())).isEqualTo(json);
    }

    @Test
    void manyEscapedCharactersAreNoExpansion() {
        var text = "&".repeat(1 << 20);

        var value = new JsonString(text);

        assertThat(xml.read(new UntrustedBytes(xml.write("A", value)))).isEqualTo(value);
    }

    @Test
    void characterThatXmlCannotHoldIsNamedWithItsPlace() {
        var value = Json.parse("{\"out\":[\"ok\",\"\\u001b[31m\"]}");

        assertThatThrownBy(() -> xml.write("A", value))
                .isInstanceOf(JsonException.class)
                .hasMessage("U+001B in /out/1 cannot be written as XML 1.0; send this as JSON");
    }

    private String read(String document) {
        return Json.text(xml.read(UntrustedBytes.of(document)));
    }
}
