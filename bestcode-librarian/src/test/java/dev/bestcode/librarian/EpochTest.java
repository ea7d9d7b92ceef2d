package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// One epoch, looked at closely.
class EpochTest {
    private static final LibrarianOptions OPTIONS = LibrarianOptions.of(10_000, 500);

    private final FakeContext context = new FakeContext();
    private final Lexicon lexicon = new Lexicon();

    @Test
    void belowTheHighWatermarkNothingChanges() {
        context.user("do it");
        read("src/A.java", 3_000);
        read("src/B.java", 3_000);

        assertThat(plan()).isEmpty();
    }

    @Test
    void aboveItSoMuchFoldsThatTheRequestIsBelowTheLowOneAndGrowsAgain() {
        context.user("do it");
        for (int i = 0; i < 8; i++) {
            read("src/F" + i + ".java", 3_000);
        }
        assertThat(plan()).isNotEmpty();
        assertThat(shown()).isLessThanOrEqualTo(OPTIONS.low());
        assertThat(plan()).isEmpty();
    }

    @Test
    void thinkingCallsAndResultsOfAnExchangeFoldTogether() {
        context.user("do it");
        var thinking =
                JsonObject.builder()
                        .put("type", "thinking")
                        .put("thinking", "hm")
                        .put("signature", "s")
                        .build();
        var ids = new ArrayList<SegmentId>();
        ids.add(
                context.assistant(
                        new ContentBlock.Raw(thinking),
                        use("a1", "src/Old.java"),
                        use("a2", "src/Older.java")));
        ids.add(context.result("a1", "class Old {}\n" + "o".repeat(3_000)));
        ids.add(context.result("a2", "class Older {}\n" + "p".repeat(3_000)));
        for (int i = 0; i < 8; i++) {
            read("src/F" + i + ".java", 3_000);
        }
        plan();

        assertThat(ids).extracting(context::tier).containsOnly(Tier.FOLDED);
        ValidRequest.check(context.request().messages());
        assertThat(context.requestText())
                .contains(
                        "[#%d folded]".formatted(ids.getFirst().value()),
                        "src/Old.java",
                        "declares Old, Older")
                .doesNotContain("p".repeat(200));
    }

    @Test
    void aResultOfMoreThanAQuarterOfTheWindowIsCutThoughAllWouldFit() {
        context.user("do it");
        var call = read("src/Large.java", 9_000);

        assertThat(plan()).hasSize(1);
        assertThat(context.tier(call)).isEqualTo(Tier.EXPANDED);
        assertThat(context.requestText())
                .contains("wordOfLargejava0 ", "characters are left out", "wordOfLargejava499");
    }

    @Test
    void whatWasReadOfAFileThatIsSpokenOfStaysAndTheRequestIsBelowTheLowWatermarkAllTheSame() {
        context.user("do it");
        var spokenOf = read("src/Old.java", 3_000);
        var other = read("src/Older.java", 3_000);
        for (int i = 0; i < 6; i++) {
            read("src/F" + i + ".java", 3_000);
        }
        for (int i = 0; i < 20; i++) {
            context.assistant(new ContentBlock.Text("done"));
            context.user("go on");
        }
        context.user("now src/Old.java");
        plan();

        assertThat(context.tier(spokenOf)).isEqualTo(Tier.EXPANDED);
        assertThat(context.tier(other)).isEqualTo(Tier.FOLDED);
        assertThat(context.requestText()).contains("\n| ");
        assertThat(shown()).isLessThanOrEqualTo(OPTIONS.low());
    }

    @Test
    void theNextEpochChoosesAgainAmongWhatFoldsHadKept() {
        context.user("do it");
        var ids = new ArrayList<SegmentId>();
        for (int i = 0; i < 9; i++) {
            ids.add(read("src/F" + i + ".java", 3_000));
        }
        plan();
        var folded = ids.stream().filter(id -> context.tier(id) == Tier.FOLDED).toList();
        var before = folded.stream().map(id -> line(id).kept()).toList();
        for (int i = 9; i < 14; i++) {
            read("src/F" + i + ".java", 3_000);
        }
        plan();

        var after = folded.stream().map(id -> line(id).kept()).toList();
        assertThat(after).isNotEqualTo(before);
        for (int i = 0; i < after.size(); i++) {
            assertThat(before.get(i)).containsAll(after.get(i));
        }
        assertThat(folded)
                .allSatisfy(
                        id ->
                                assertThat(fold(id).decisions())
                                        .extracting(Decision::what)
                                        .containsExactly("folded"));
        assertThat(shown()).isLessThanOrEqualTo(OPTIONS.low());
    }

    @Test
    void wordsOfTheUserPinnedPagesAndTheNewestExchangeStay() {
        context.add(ContextTags.SYSTEM, Bytes.ofUtf8("careful"), true);
        context.user("the first word");
        var pinned =
                context.add(
                        ContextTags.ASSISTANT,
                        Bytes.ofUtf8("[{\"type\":\"text\",\"text\":\"pinned words\"}]"),
                        true);
        for (int i = 0; i < 8; i++) {
            read("src/F" + i + ".java", 3_000);
        }
        context.user("the second word");
        var newest = read("src/New.java", 12_000);
        plan();

        assertThat(context.requestText())
                .contains("the first word", "pinned words", "the second word");
        assertThat(context.tier(pinned)).isEqualTo(Tier.EXPANDED);
        assertThat(context.tier(newest)).isEqualTo(Tier.EXPANDED);
    }

    @Test
    void everyDecisionSaysWhyAndAllAreKept() {
        context.user("do it");
        var first = read("src/A.java", 3_000);
        for (int i = 0; i < 200; i++) {
            read("src/F" + i + ".java", 3_000);
            plan();
        }
        var fold = Fold.from(context.summary(first).orElseThrow());
        assertThat(fold.decisions())
                .extracting(Decision::what)
                .containsExactly("folded", "evicted");
        assertThat(fold.decisions().getFirst().why()).contains("of least use among");
        assertThat(fold.decisions().getLast().why()).contains("the oldest");
    }

    @Test
    void manyLargeWordsOfTheUserAreEachShownHeadAndTail() {
        for (int i = 0; i < 12; i++) {
            context.user("begin%d %s end%d".formatted(i, "x".repeat(6_000), i));
            context.assistant(new ContentBlock.Text("noted"));
        }
        context.user("now act");
        plan();

        assertThat(Calibration.NONE.of(shown())).isLessThanOrEqualTo(OPTIONS.limit());
        for (int i = 0; i < 12; i++) {
            assertThat(context.requestText()).contains("begin" + i + " ", " end" + i);
        }
    }

    @Test
    void aFoldedExchangeThatTheUserSpeaksOfIsShownAgainAtTheTail() {
        context.user("do it");
        var meant = read("src/Parser.java", 3_000);
        for (int i = 0; i < 8; i++) {
            read("src/F" + i + ".java", 3_000);
        }
        plan();
        assertThat(context.tier(meant)).isEqualTo(Tier.FOLDED);
        context.assistant(new ContentBlock.Text("done"));
        context.user("what did wordOfParserjava3 and wordOfParserjava4 say?");

        var found = new Reference(Exchange.of(context.pages()), lexicon, OPTIONS).resolve();

        assertThat(found.map(Exchange::id)).contains(meant);
        context.add(ContextTags.RECALLED, Reference.content(found.orElseThrow()), false);
        assertThat(context.requestText())
                .contains("[#%d again]".formatted(meant.value() + 1), "wordOfParserjava4");
        assertThat(new Reference(Exchange.of(context.pages()), lexicon, OPTIONS).resolve())
                .as("in view now")
                .isEmpty();
    }

    @Test
    void ordinaryWordsBringNothingBack() {
        context.user("do it");
        for (int i = 0; i < 9; i++) {
            read("src/F" + i + ".java", 3_000);
        }
        plan();
        context.user("please go on with what is left");

        assertThat(new Reference(Exchange.of(context.pages()), lexicon, OPTIONS).resolve())
                .isEmpty();
    }

    private Fold fold(SegmentId id) {
        return Fold.from(context.summary(id).orElseThrow());
    }

    private Fold.Line line(SegmentId id) {
        return (Fold.Line) fold(id).shown();
    }

    private SegmentId read(String path, int chars) {
        var id = "c" + context.nextId();
        var call = context.assistant(use(id, path));
        var name = path.replaceAll("[^A-Za-z0-9]", "").replace("src", "");
        context.result(id, words(name, chars / 18));
        return call;
    }

    private static String words(String name, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("wordOf").append(name).append(i).append(i % 5 == 4 ? '\n' : ' ');
        }
        return text.toString();
    }

    private static ContentBlock.ToolUse use(String id, String path) {
        return new ContentBlock.ToolUse(id, "read", JsonObject.builder().put("path", path).build());
    }

    private List<?> plan() {
        var plan =
                Epoch.plan(
                        FakeContext.THREAD,
                        context.pages(),
                        OPTIONS,
                        Calibration.NONE,
                        lexicon,
                        Memory.structural(lexicon));
        context.apply(plan.ops());
        assertThat(shown()).isEqualTo(plan.shownTokens());
        return plan.ops();
    }

    private long shown() {
        return context.pages().stream().mapToLong(Page::shownTokens).sum();
    }
}
