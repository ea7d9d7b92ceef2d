package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmMessage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.List;
import java.util.Random;

/// Random histories, many times the window.
class EpochProperties {
    private static final LibrarianOptions OPTIONS = LibrarianOptions.of(6_000, 500);
    private static final int HISTORIES = Boolean.getBoolean("bestcode.long") ? 200 : 20;
    private static final int TURNS = 120;

    @Property(tries = 1)
    void withAHostileModelEveryRequestOfAnyHistoryIsUnderTheWindowAndValidAndNothingIsLost(
            @ForAll long seed) {
        System.out.printf("%d histories, first seed %d%n", HISTORIES, seed);
        long longest = 0;
        for (int i = 0; i < HISTORIES; i++) {
            longest = Math.max(longest, new History(seed + i).run());
        }
        assertThat(longest).as("estimated tokens").isGreaterThan(50L * OPTIONS.window());
    }

    /// One conversation, turn by turn.
    private static final class History {
        private final long seed;
        private final Random chance;
        private final FakeContext context = new FakeContext();
        private final Lexicon lexicon = new Lexicon();
        private final Proposer proposer;
        private List<LlmMessage> previous = List.of();
        private int calls;

        History(long seed) {
            this.seed = seed;
            this.chance = new Random(seed);
            this.proposer = new Proposer(FakeModel.hostile(new Random(seed + 1)), "small", lexicon);
        }

        /// @return its tokens in all
        long run() {
            context.add(ContextTags.SYSTEM, Bytes.ofUtf8("You are careful."), true);
            context.add(ContextTags.TOOLS, Bytes.ofUtf8("[]"), true);
            context.user("TASK " + words(chance.nextInt(40) == 0 ? 90_000 : 200));
            ask();
            for (int turn = 0; turn < TURNS; turn++) {
                turn();
                ask();
            }
            context.segments(FakeContext.THREAD)
                    .forEach(
                            row ->
                                    assertThat(context.content(row.id()).orElseThrow().sha256())
                                            .as("seed %d, segment %s", seed, row.id())
                                            .isEqualTo(row.sha256()));
            return context.segments(FakeContext.THREAD).stream()
                    .mapToLong(SegmentRow::tokens)
                    .sum();
        }

        private void turn() {
            switch (chance.nextInt(10)) {
                case 0 -> {
                    context.assistant(new ContentBlock.Text(words(300)));
                    context.user("WORD " + words(chance.nextInt(1_500)));
                }
                case 1 -> call(8, 3_000);
                case 2 -> call(1, chance.nextInt(10) == 0 ? 400_000 : 30_000);
                default -> call(1 + chance.nextInt(2), 2_000);
            }
        }

        private void call(int count, int size) {
            var uses = new ContentBlock[count];
            for (int i = 0; i < count; i++) {
                var path = JsonObject.builder().put("path", "src/F" + chance.nextInt(40) + ".java");
                uses[i] = new ContentBlock.ToolUse("c" + (calls + i), "read", path.build());
            }
            context.assistant(uses);
            for (int i = 0; i < count; i++) {
                context.result(
                        "c" + calls++,
                        chance.nextInt(12) == 0 ? "\u0001".repeat(size / 4) : words(size));
            }
        }

        private String words(int chars) {
            var text = new StringBuilder();
            while (text.length() < chars) {
                text.append("word")
                        .append(chance.nextInt(500))
                        .append(chance.nextInt(9) == 0 ? '\n' : ' ');
            }
            return text.toString();
        }

        private void ask() {
            var plan =
                    Epoch.plan(
                            FakeContext.THREAD,
                            context.pages(),
                            OPTIONS,
                            Calibration.NONE,
                            lexicon,
                            proposer::line);
            Exchange.of(context.pages()).forEach(it -> proposer.ask(FakeContext.THREAD, it));
            context.apply(plan.ops());
            var request = context.request();
            var where = "seed %d, %d calls".formatted(seed, calls);
            ValidRequest.check(request.messages());
            assertThat(tokens(request.messages()))
                    .as(where)
                    .isLessThan(OPTIONS.window() - OPTIONS.answer());
            assertThat(request.system()).as(where).isEqualTo("You are careful.");
            assertThat(Digest.text(request.messages().getFirst().content()))
                    .as(where)
                    .startsWith("TASK ");
            if (plan.ops().isEmpty()) {
                assertThat(isPrefix(previous, request.messages())).as(where).isTrue();
            }
            previous = request.messages();
        }
    }

    private static boolean isPrefix(List<LlmMessage> before, List<LlmMessage> now) {
        // The last message may have grown: words of the user come to stand behind results.
        int whole = Math.max(0, before.size() - 1);
        return now.size() >= before.size()
                && now.subList(0, whole).equals(before.subList(0, whole));
    }

    private static long tokens(List<LlmMessage> messages) {
        return messages.stream()
                .mapToLong(m -> Tokens.of(Bytes.of(Json.print(ContentBlock.toJson(m.content())))))
                .sum();
    }
}
