package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFormatTest {
    @Test
    void longMarkdownCommentIsWrappedWhereItStandsAndStaysMarkdown() throws Exception {
        var words = "word ".repeat(20).strip();
        assertThat(
                        SourceFormat.format(
                                """
                                class A {
                                /// - %s
                                void f() {}
                                }
                                """
                                        .formatted(words)))
                .isEqualTo(
                        """
                        class A {
                            /// - %s
                            ///   word word
                            void f() {}
                        }
                        """
                                .formatted("word ".repeat(18).strip()));
    }

    @Test
    void codeTablesAndTextBlocksStayAsTheyAre() throws Exception {
        var source =
                """
                /// ```
                /// int x   =  1; %1$s
                /// ```
                /// | a | %1$s |
                ///
                ///     indented   code %1$s
                class A {
                    String text =
                            ""\"
                            /// %1$s
                            ""\";
                }
                """
                        .formatted("long ".repeat(20));
        assertThat(SourceFormat.format(source).replaceAll(" +\n", "\n"))
                .isEqualTo(source.replaceAll(" +\n", "\n"));
    }

    @Test
    void importUsedOnlyByALinkStaysAndAnUnusedOneGoes() throws Exception {
        assertThat(
                        SourceFormat.format(
                                """
                                import java.util.Map;
                                import java.util.List;
                                import java.util.Set;

                                /// See [List] and [a map][Map#of()].
                                class A {}
                                """))
                .isEqualTo(
                        """
                        import java.util.List;
                        import java.util.Map;

                        /// See [List] and [a map][Map#of()].
                        class A {}
                        """);
    }

    @Test
    void recordPatternWithUnnamedPartsIsUnderstood() throws Exception {
        var source =
                """
                class A {
                    int f(Object o) {
                        return switch (o) {
                            case P(var a, _) -> a;
                            case String _ -> 0;
                            default -> 1;
                        };
                    }
                }
                """;
        assertThat(SourceFormat.format(source)).isEqualTo(source);
    }

    @Test
    void formattingTwiceChangesNothingMore() throws Exception {
        var once =
                SourceFormat.format(
                        "/// " + "one `two` - three @four 5. ".repeat(12) + "\nclass A { }\n");
        assertThat(SourceFormat.format(once)).isEqualTo(once);
    }
}
