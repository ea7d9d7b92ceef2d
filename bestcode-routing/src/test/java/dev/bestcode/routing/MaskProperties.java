package dev.bestcode.routing;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Whatever is asked under whatever table, nothing that the table lacks is returned, named, filled
/// or sent to.
class MaskProperties {
    private static final int REQUESTS = Boolean.getBoolean("bestcode.long") ? 100_000 : 10_000;
    private static final int TOOLS = 40;
    private static final List<String> WORDS =
            List.of("read", "write", "send", "file", "mail", "image", "delete", "all", "now");

    private final SemanticRouter router = SemanticRouter.over(Tools.index(), Tools.validator());

    @Example
    void noRequestReachesWhatTheTableLacks() throws Exception {
        long seed = System.nanoTime();
        System.out.printf("%,d random requests, seed %d%n", REQUESTS, seed);
        var random = new Random(seed);
        for (int i = 0; i < TOOLS; i++) {
            router.put(
                    Tools.tool(
                            "tool" + i + "x",
                            words(random, 5),
                            "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}"));
        }
        int sent = 0;
        int nothing = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var table = table(random);
            var outcome = ask(random, table);
            sent += outcome.sentTo().isEmpty() ? 0 : 1;
            assertThat(table).as("seed %d, request %d", seed, i).containsAll(outcome.sentTo());
            for (int tool = 0; tool < TOOLS; tool++) {
                var name = "tool" + tool + "x";
                if (!table.contains(name)) {
                    assertThat(outcome.said())
                            .as("seed %d, request %d", seed, i)
                            .doesNotContain(name);
                }
            }
            if (table.isEmpty()) {
                nothing++;
                assertThat(outcome.said()).contains(Found.NO_CAPABILITY);
                assertThat(outcome.sentTo()).isEmpty();
            }
        }
        System.out.printf("%,d calls carried, %,d times all was masked%n", sent, nothing);
        assertThat(sent).isPositive();
        assertThat(nothing).isPositive();
    }

    private Answered ask(Random random, Set<String> table) throws InterruptedException {
        var find = FindTool.over(router, (_, _) -> table);
        var request =
                new FakeQuestion(
                        words(random, 4) + (random.nextInt(3) == 0 ? " a/b.txt" : ""),
                        random.nextInt(3) == 0 ? "tool" + random.nextInt(TOOLS + 2) + "x" : "",
                        random.nextBoolean());
        var delivery = new FakeDelivery(request.toJson());
        var response = find.handle(delivery);
        if (random.nextInt(4) == 0 && !request.tool().isEmpty()) {
            router.remember(request.tool(), request.need());
        }
        return Answered.of(response);
    }

    private static Set<String> table(Random random) {
        var table = new HashSet<String>();
        for (int i = random.nextInt(6); i > 0; i--) {
            table.add("tool" + random.nextInt(TOOLS) + "x");
        }
        return table;
    }

    private static String words(Random random, int count) {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words);
    }
}
