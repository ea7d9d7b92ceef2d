package dev.bestcode.acp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HunkTest {
    @Test
    void eachHunkIsTheLinesAsTheyWereAndAsTheyAre() {
        var diff =
                """
                --- a/Slug.java
                +++ b/Slug.java
                @@ -1,3 +1,3 @@
                 class Slug {
                -    int old;
                +    int now;
                 }
                @@ -9,0 +10,2 @@
                +one
                +
                """;

        assertThat(Hunk.of(diff))
                .containsExactly(
                        new Hunk(
                                "class Slug {\n    int old;\n}\n",
                                "class Slug {\n    int now;\n}\n"),
                        new Hunk("", "one\n\n"));
    }

    @Test
    void lineThatLooksLikeAHeaderIsPartOfItsHunk() {
        var diff =
                "--- a/x\n+++ b/x\n@@ -1 +1 @@\n--- gone\n+++ come\n\\ No newline at end of file\n";

        assertThat(Hunk.of(diff)).containsExactly(new Hunk("-- gone\n", "++ come\n"));
    }

    @Test
    void textThatIsNoDiffHasNone() {
        assertThat(Hunk.of("[diff left out: lines 1 to 9 are now 3 lines]")).isEmpty();
    }
}
