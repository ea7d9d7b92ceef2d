package dev.bestcode.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.routing.Found.Hit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

class SemanticRouterTest {
    private static final String PATH =
            "{\"type\":\"object\",\"required\":[\"path\"],\"properties\":{\"path\":{\"type\":\"string\"}}}";

    private final SemanticRouter router = SemanticRouter.over(Tools.index(), Tools.validator());

    @BeforeEach
    void fill() {
        router.put(Tools.tool("file-read", "Reads a file", PATH));
        router.put(Tools.tool("file-delete", "Deletes a file", PATH));
        router.put(Tools.tool("clock", "Tells the time", "{\"type\":\"object\"}"));
    }

    @Test
    void theBestToolIsFoundFilledAndNamed() throws Exception {
        assertThat(router.route("deletes file a/b.txt", _ -> true))
                .isInstanceOfSatisfying(
                        Routing.Filled.class,
                        filled -> {
                            assertThat(filled.tool().id()).isEqualTo("file-delete");
                            assertThat(filled.arguments().requireString("path"))
                                    .isEqualTo("a/b.txt");
                        });
        assertThat(router.route("deletes a file", _ -> true)).isInstanceOf(Routing.Unfilled.class);
    }

    @Test
    void aMaskedToolIsNeverTheAnswerAndAnotherOneThatFitsIs() throws Exception {
        var found = router.find("deletes file a/b.txt", Set.of("file-read", "clock")::contains);
        assertThat(ids(found)).doesNotContain("file-delete").startsWith("file-read");
        assertThat(router.find("deletes file", _ -> false)).isEqualTo(new Found.Nothing(List.of()));
        assertThat(router.route("deletes file", _ -> false))
                .isEqualTo(new Routing.Nothing(List.of()));
    }

    @Test
    void whereNothingFitsNothingIsChosen() {
        assertThat(router.find("zzz", _ -> true)).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void whatWasAnsweredWellIsFoundByItsWordsAlsoAfterTheToolWasReplaced() {
        assertThat(router.find("qqq", _ -> true)).isInstanceOf(Found.Nothing.class);
        router.remember("clock", "qqq");
        router.remember("nobody", "qqq");
        assertThat(ids(router.find("qqq", _ -> true))).containsExactly("clock");
        router.put(Tools.tool("clock", "Says what time it is", "{\"type\":\"object\"}"));
        assertThat(ids(router.find("qqq", _ -> true))).containsExactly("clock");
        router.remove("clock");
        assertThat(router.find("qqq", _ -> true)).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void onlyTheNewestEightRequestsAreRemembered() {
        IntStream.range(0, 20).forEach(i -> router.remember("clock", "w%02d".formatted(i)));
        assertThat(router.find("w11", _ -> true)).isInstanceOf(Found.Nothing.class);
        assertThat(ids(router.find("w12", _ -> true))).containsExactly("clock");
    }

    private static List<String> ids(Found found) {
        return switch (found) {
            case Found.Tools(var hits) -> hits.stream().map(Hit::tool).map(RoutedTool::id).toList();
            case Found.Nothing _ -> List.of();
        };
    }
}
