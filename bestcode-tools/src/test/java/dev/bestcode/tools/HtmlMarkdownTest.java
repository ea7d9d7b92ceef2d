package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlMarkdownTest {
    private static String of(String html) {
        return HtmlMarkdown.of(Jsoup.parse(html, "https://example.org/a/b.html")).strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "<p>a  b<p>c => 'a b\n\nc'",
                "<h2>Two</h2>text => '## Two\n\ntext'",
                "<p>a<br>b => 'a\nb'",
                "<p>an <b>old </b><i>new</i> <code>x `y`</code> => 'an **old** *new* `` x `y` ``'",
                "<ul><li>a<li>b<ul><li>c</ul></ul> => '- a\n- b\n\n  - c'",
                "<ol start=3><li>a<li>b</ol> => '3. a\n4. b'",
                "<blockquote><p>a<p>b</blockquote> => '> a\n>\n> b'",
                "<pre>a ``` b</pre> => '````\na ``` b\n````'",
                "<table><tr><th>a<th>b|c<tr><td>1<td>2</table> => '| a | b\\|c |\n| --- | --- |\n| 1 | 2 |'",
                "<table><tr><td><p>only</table> => 'only'",
                "<dl><dt>t<dd>d</dl> => '**t**\n\n: d'",
                "a<hr>b => 'a\n\n---\n\nb'",
                "<a href=/x(1)>y</a> => '[y](https://example.org/x%281%29)'",
                "<a href=/x><h3>card</h3><p>more</p></a> => '[card more](https://example.org/x)'",
                "<a href=#top>top</a> => 'top'",
                "<img src=c.png alt='a cat'> => '![a cat](https://example.org/a/c.png)'",
                "<img src=c.png>x => 'x'",
                "x <del>y</del> => 'x ~~y~~'",
            })
    void eachElementHasItsForm(String html, String markdown) {
        assertThat(of(html)).isEqualTo(markdown);
    }

    @Test
    void codeKeepsItsLinesAndNamesItsLanguage() {
        assertThat(of("<pre><code class=language-java>int x;\n  y</code></pre>"))
                .isEqualTo("```java\nint x;\n  y\n```");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>unseen</script>",
                "<style>unseen</style>",
                "<noscript>unseen</noscript>",
                "<template>unseen</template>",
                "<!-- unseen -->",
                "<div hidden>unseen</div>",
                "<div hidden=until-found><p>unseen</p></div>",
                "<span aria-hidden=TRUE>unseen</span>",
                "<p style='color:red; DISPLAY : none'>unseen</p>",
                "<p style='visibility:hidden'>unseen</p>",
                "<p style='opacity:0'>unseen</p>",
                "<p style='font-size:0px'>unseen</p>",
                "<p style='position:absolute;left:-9999px'>unseen</p>",
                "<input value=unseen><textarea>unseen</textarea><button>unseen</button>",
                "<iframe src=/unseen>unseen</iframe><object>unseen</object>",
                "<svg><text>unseen</text></svg>",
                "<pre><span hidden>unseen</span></pre>",
                "<table><tr><td hidden>unseen<td>a<td>b</table>",
                "<a href='javascript:unseen()'>x</a>",
                "<img alt='x' src='data:image/png;base64,unseen'>",
                "<meta name=description content=unseen>",
            })
    void whatAPersonDoesNotSeeIsLeftOut(String html) {
        assertThat(of("<p>seen</p>" + html)).contains("seen").doesNotContain("unseen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opacity:0.9", "font-size:0.9em", "display:block", "left:-5px"})
    void whatAPersonSeesStays(String style) {
        assertThat(of("<p style='%s'>seen</p>".formatted(style))).isEqualTo("seen");
    }

    @Test
    void charactersWithoutAFormAreDropped() {
        assertThat(of("<p>a\u200Bb\u202Ec\u2066d\uDB40\uDC41e\u00ADf")).isEqualTo("abcdef");
    }

    @Test
    void theTitleStandsAboveWhereNoHeadingDoes() {
        assertThat(of("<title>T</title><p>x")).isEqualTo("# T\n\nx");
        assertThat(of("<title>T</title><h1>H</h1>")).isEqualTo("# H");
    }

    @Test
    void nestingOfAnyDepthIsReadWithoutADeepStack() {
        var deep = "<div>".repeat(20_000) + "<b hidden>unseen</b>words";
        assertThat(of(deep)).isEqualTo("words");
        assertThat(of("<i>".repeat(20_000) + "words")).contains("words");
        assertThat(of("<ul><li>".repeat(5_000) + "words")).contains("words");
    }
}
