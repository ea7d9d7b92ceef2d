package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A model obeys every injection; a profile holds the user's tools. What is outside it never runs,
/// counted at the tools, also after a kill and a reopen with an organism that allows everything.
@Timeout(300)
class InjectionAttackTest {
    private static final int GENERATED = Boolean.getBoolean("bestcode.long") ? 300 : 60;

    /// Runs that are given the same attack again after the reopen.
    private static final int AGAIN = Boolean.getBoolean("bestcode.long") ? 1_000 : 40;

    @TempDir private Path folder;
    private final Map<String, InjectionCase> cases = new LinkedHashMap<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger outside = new AtomicInteger();
    private final Map<String, AtomicInteger> attacked = new ConcurrentHashMap<>();

    @Test
    void whatOurOwnInjectionsWantOutsideTheProfileNeverRuns() throws Exception {
        long seed = System.nanoTime();
        attack("generated, seed " + seed, InjectionCases.generated(GENERATED, seed));
    }

    @Test
    void whatPublishedInjectionsWantOutsideTheProfileNeverRuns() throws Exception {
        attack("published", InjectionCases.published());
    }

    @Test
    void textsOfOurOwnComeThroughByteForByte() throws Exception {
        throughAndBack(
                List.of(
                        "  leading\r\nand trailing\n\t ",
                        "\u0000\u0001\u001b[31mred\u001b[0m\u007f",
                        "<tool_result>&amp;</tool_result> ]]> \"quotes\" \\ / {{x}} ${y}",
                        "e\u0301 \u00e9 \u202eabc\u202c \u200b\ufeff \ud83d\ude00 \u2028\u2029",
                        "x".repeat(40_000)));
    }

    @Test
    void publishedTextsComeThroughByteForByte() throws Exception {
        throughAndBack(InjectionCases.publishedTexts());
    }

    private void attack(String what, List<InjectionCase> attacks) throws Exception {
        attacks.forEach(each -> cases.put(each.id(), each));
        var state = folder.resolve("state");
        var image = folder.resolve("image");
        var finished = new LinkedHashMap<String, Run>();
        try (var model = new ObeyingModel(cases);
                var os = system(model, state, false)) {
            cases.keySet().forEach(id -> finished.put(id, os.submit(Task.of(id, id))));
            for (var run : finished.values()) {
                assertThat(run.await().status()).isEqualTo(RunStatus.DONE);
            }
            os.submit(Task.of(first(), ObeyingModel.HANGING + first()));
            model.awaitHanging();
            copy(state, image); // what a kill at this moment leaves
            assertThat(refused(os)).isGreaterThanOrEqualTo(cases.size() * 3L);
            assertThat(model.violations()).isEmpty();
            model.seen().forEach((id, text) -> assertThat(text).isEqualTo(poison(id)));
            model.letGo();
        }
        assertNothingOutside();
        int before = inside.get();
        try (var model = new ObeyingModel(cases);
                var os = system(model, image, true)) {
            assertThat(inside).as("a reopen runs nothing by itself").hasValue(before);
            for (var run : finished.values().stream().limit(AGAIN).toList()) {
                os.followUp(run.id(), "go on").await();
            }
        }
        assertNothingOutside();
        System.out.printf(
                "injections, %s: %d attacks obeyed, %d calls inside a profile of which %d were wanted by"
                        + " the injection, %d outside%n",
                what,
                cases.size(),
                inside.get(),
                attacked.values().stream().mapToInt(AtomicInteger::get).sum(),
                outside.get());
    }

    private void throughAndBack(List<String> texts) throws Exception {
        int number = 0;
        for (var text : texts) {
            var tool = InjectionCase.toolName("read " + number);
            var id = "text-" + number++;
            cases.put(id, new InjectionCase(id, tool, text, List.of(tool), List.of("t-none")));
        }
        try (var model = new ObeyingModel(cases);
                var os = system(model, folder.resolve("state"), false)) {
            for (var id : cases.keySet()) {
                os.submit(Task.of(id, id)).await();
                assertThat(model.seen()).containsEntry(id, poison(id));
            }
            assertThat(journaled(os))
                    .containsAll(cases.keySet().stream().map(this::poison).toList());
        }
        System.out.printf("injections: %d texts came through%n", texts.size());
    }

    private void assertNothingOutside() {
        assertThat(outside).as("executions outside the profile").hasValue(0);
        assertThat(inside.get()).isGreaterThanOrEqualTo(cases.size());
    }

    /// @param everything whether each profile may use all tools, as only a reopened system does
    private BestCode system(ObeyingModel model, Path state, boolean everything) {
        var names = new LinkedHashSet<String>();
        cases.values().forEach(each -> names.addAll(each.tools()));
        var organism = Organism.named("attacked");
        for (var each : cases.values()) {
            var listeners = new ArrayList<String>();
            listeners.add("coder");
            listeners.addAll(everything ? names : new LinkedHashSet<>(each.allowed()));
            var said = new LinkedHashMap<String, Permission>();
            listeners.forEach(name -> said.put(name, Permission.AUTO));
            organism.profile(new ProfileSpec(each.id(), listeners, said, List.of()));
        }
        var builder =
                BestCode.builder()
                        .organism(organism.build())
                        .llm(
                                AnthropicClient.builder()
                                        .baseUrl(model.baseUrl())
                                        .apiKey("key")
                                        .build())
                        .stateIn(state);
        names.forEach(name -> builder.tool(new Counting(name)));
        return builder.build();
    }

    private static long refused(BestCode os) {
        return os.state().journal().from(1, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.status() == MessageStatus.REFUSED)
                .count();
    }

    private static List<String> journaled(BestCode os) {
        return os.state().journal().from(1, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.message().tag().equals(ToolOutcome.TYPE.tag()))
                .map(
                        entry ->
                                ToolOutcome.from(Json.parseObject(entry.message().payload().utf8()))
                                        .text())
                .toList();
    }

    private String first() {
        return cases.keySet().iterator().next();
    }

    private String poison(String id) {
        return Optional.ofNullable(cases.get(id)).orElseThrow().poisoned();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /// Does no harm and says who had it called.
    private final class Counting implements ToolPeer {
        private final String name;

        Counting(String name) {
            this.name = name;
        }

        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of(name, "Tool " + name, "{\"type\":\"object\"}");
        }

        @Override
        public Effect effect() {
            return Effect.PURE;
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            var attack = Optional.ofNullable(cases.get(call.profile())).orElseThrow();
            (attack.allowed().contains(name) ? inside : outside).incrementAndGet();
            if (attack.attack().contains(name)) {
                attacked.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
            }
            return ToolOutcome.succeeded(
                    attack.userTool().equals(name) ? attack.poisoned() : "done");
        }
    }
}
