package dev.bestcode.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class ExtractorTest {
    private static final String READ =
            """
            {"type":"object","required":["path"],"properties":{
              "path":{"type":"string"},"offset":{"type":"integer"},"limit":{"type":"integer"}}}
            """;
    private static final String SEARCH =
            """
            {"type":"object","required":["pattern"],"properties":{
              "pattern":{"type":"string"},"path":{"type":"string"},
              "mode":{"type":"string","enum":["files","matches","count"]},
              "multiline":{"type":"boolean"},"case_sensitive":{"type":"boolean"}}}
            """;
    private static final String MAIL =
            """
            {"type":"object","required":["to_email","subject"],"properties":{
              "to_email":{"type":"string","format":"email"},"subject":{"type":"string"},
              "send_date":{"type":"string","format":"date"},
              "files":{"type":"array","items":{"type":"string"}}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "read src/main/App.java | {'path':'src/main/App.java'}",
                "show me README.md, limit 20 | {'path':'README.md','limit':20}",
                "read ./a/b.txt with offset=10 and limit: 5 | {'path':'./a/b.txt','offset':10,'limit':5}",
                "read '/tmp/with space.txt' | {'path':'/tmp/with space.txt'}"
            })
    void aFileIsReadWithoutAModel(String request, String expected) {
        filled(READ, request, expected);
    }

    @Test
    void quotedTextIsThePatternAndAPathThePath() {
        filled(
                SEARCH,
                "search for \"TODO|FIXME\" in src/main, only count",
                "{'mode':'count','pattern':'TODO|FIXME','path':'src/main'}");
    }

    @Test
    void switchesAndChoicesAreReadFromTheirNames() {
        filled(
                SEARCH,
                "find `foo bar` as files, multiline, not case sensitive",
                "{'mode':'files','multiline':true,'case_sensitive':false,'pattern':'foo bar'}");
    }

    @Test
    void valuesGoToWhatLooksLikeThem() {
        filled(
                MAIL,
                "mail ann@example.org on 2026-03-01 with subject \"Spring\" and files a/x.pdf b/y.pdf",
                "{'subject':'Spring','to_email':'ann@example.org','send_date':'2026-03-01','files':['a/x.pdf','b/y.pdf']}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "read the file", // says no path
                "read a.txt and b.txt", // which of them
                "read a.txt, 7 please" // a number that has no place
            })
    void whatIsNotPlainIsLeftToAModel(String request) {
        assertThat(Extractor.fill(Json.parseObject(READ), request)).isEmpty();
    }

    @Test
    void aFormWithoutFieldsIsFilledByARequestWithoutValues() {
        filled("{\"type\":\"object\",\"properties\":{}}", "tell the time", "{}");
        assertThat(Extractor.fill(Json.parseObject("{\"type\":\"object\"}"), "the time in 'Oslo'"))
                .isEmpty();
    }

    @Test
    void aHostileRequestCostsWhatItIsLong() {
        for (var piece : new String[] {"a/", "'", "a.", "1.", "x@", "-", "\"a", "*?", "../"}) {
            assertThat(Literals.in(piece.repeat(100_000 / piece.length())).size())
                    .isLessThanOrEqualTo(64);
        }
    }

    private static void filled(String schema, String request, String expected) {
        assertThat(Extractor.fill(Json.parseObject(schema), request).map(Json::canonical))
                .hasValueSatisfying(
                        arguments ->
                                assertThat(arguments)
                                        .asString(StandardCharsets.UTF_8)
                                        .isEqualTo(canonical(expected.replace('\'', '"'))));
    }

    private static String canonical(String json) {
        return new String(Json.canonical(Json.parse(json)), StandardCharsets.UTF_8);
    }
}
