package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Version 1 of the log's format, for ever: directories that a kernel wrote when the format was
/// frozen are opened, and say what they said then. They are never written again; a later format
/// gets directories of its own beside them.
class FrozenFormatTest {
    private static final Path FROZEN =
            Path.of(
                    System.getProperty("bestcode.root"),
                    "bestcode-kernel/src/test/resources/dev/bestcode/kernel/format-1");

    /// What the directory's state said, line by line.
    private static final String FACTS = "facts.txt";

    private static final int ALL = 1_000;

    @TempDir private Path folder;

    /// Before anything was erased, with blobs; and at the end of a life.
    @ParameterizedTest
    @ValueSource(ints = {32, 44})
    void saysWhatItSaid(int lsn) throws IOException {
        try (var kernel = Workload.open(thawed(lsn))) {
            assertThat(kernel.state().lsn()).isEqualTo(lsn);
            assertThat(facts(kernel.state())).containsExactlyElementsOf(frozenFacts(lsn));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 44})
    void saysItFromTheLogAlone(int lsn) throws IOException {
        var storage = thawed(lsn);
        for (var folder : List.of("snap", "log")) {
            var derived =
                    storage.list(folder).stream().filter(name -> !name.endsWith(".log")).toList();
            assertThat(derived).isNotEmpty();
            for (var name : derived) {
                storage.delete(folder + "/" + name);
            }
        }
        try (var kernel = Workload.open(storage)) {
            assertThat(facts(kernel.state())).containsExactlyElementsOf(frozenFacts(lsn));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 44})
    void passesItsVerificationAndGoesOn(int lsn) throws IOException {
        var storage = thawed(lsn);
        var verified = WalInspector.of(storage).verify(Optional.empty());
        assertThat(verified.isSound()).as(verified.toString()).isTrue();
        try (var kernel = Workload.open(storage)) {
            if (lsn < Workload.COMMITS.size()) {
                Workload.commitNext(kernel);
                assertThat(kernel.state().lsn()).isEqualTo(lsn + 1);
            }
        }
        try (var kernel = Workload.open(storage)) {
            assertThat(kernel.state().lsn()).isGreaterThanOrEqualTo(lsn);
        }
    }

    private FileStorage thawed(int lsn) throws IOException {
        var frozen = FROZEN.resolve("lsn-" + lsn);
        try (var files = Files.walk(frozen)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(frozen.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return FileStorage.at(folder);
    }

    private static List<String> frozenFacts(int lsn) throws IOException {
        return Files.readAllLines(FROZEN.resolve("lsn-" + lsn + "-" + FACTS));
    }

    private static List<String> facts(KernelState state) {
        var facts = new ArrayList<String>();
        state.runs().all().forEach(run -> facts.add(text(run)));
        for (long id = 1; id <= Workload.THREADS_MAX; id++) {
            var thread = new ThreadId(id);
            state.threads().get(thread).ifPresent(row -> facts.add(text(row)));
            var usage = state.usage(thread);
            facts.add(
                    words(
                            "usage of",
                            id,
                            usage.input(),
                            usage.output(),
                            usage.cacheRead(),
                            usage.cacheWrite()));
            state.handlerState(thread, "coder")
                    .ifPresent(own -> facts.add("state of coder: " + text(own)));
            state.contexts().segments(thread).forEach(row -> facts.add(text(row)));
        }
        for (long id = 1; id <= Workload.PAGES_MAX; id++) {
            var page = new SegmentId(id);
            content(facts, "content", id, state.contexts().content(page));
            content(facts, "summary", id, state.contexts().summary(page));
        }
        state.journal().from(1, ALL).forEach(entry -> facts.add(text(entry)));
        return facts;
    }

    private static void content(List<String> facts, String what, long id, Optional<Bytes> bytes) {
        bytes.ifPresent(it -> facts.add("%s of %d: %s".formatted(what, id, text(it))));
    }

    private static String text(Bytes bytes) {
        return bytes.size() + " bytes " + bytes.sha256();
    }

    private static String words(Object... words) {
        return Arrays.stream(words)
                .map(
                        word ->
                                word instanceof Optional<?> some
                                        ? some.map(Object::toString).orElse("none")
                                        : word.toString())
                .collect(Collectors.joining(" "));
    }

    private static String text(RunRow run) {
        return words(
                "run",
                run.id(),
                "on",
                run.thread(),
                run.retention(),
                run.startedAt(),
                run.endedAt(),
                run.pruned());
    }

    private static String text(ThreadRow row) {
        return words(
                "thread",
                row.id(),
                "below",
                row.parent(),
                row.run(),
                row.name(),
                row.profile(),
                row.rights(),
                row.status());
    }

    private static String text(SegmentRow row) {
        return words(
                "page",
                row.id(),
                "of",
                row.thread(),
                row.tag(),
                row.tier(),
                row.relevance().value(),
                row.size(),
                row.tokens(),
                row.summaryTokens(),
                row.sha256(),
                row.pinned(),
                row.version());
    }

    private static String text(JournalEntry entry) {
        var message = entry.message();
        return words(
                "message",
                message.id(),
                "lsn",
                entry.lsn(),
                entry.time(),
                message.kind(),
                "on",
                message.thread(),
                message.sender(),
                "to",
                message.listener(),
                message.tag(),
                "answers",
                message.answers(),
                entry.status(),
                "'" + entry.reason() + "'",
                entry.pruned() ? "pruned" : text(message.payload()),
                entry.payloadHash());
    }

    /// Writes the directories; used once, when the format was frozen.
    static void main() throws IOException {
        for (int lsn : new int[] {32, 44}) {
            var frozen = FROZEN.resolve("lsn-" + lsn);
            if (Files.exists(frozen)) {
                throw new IllegalStateException(frozen + " is frozen");
            }
            Files.createDirectories(frozen);
            Workload.live(FileStorage.at(frozen), lsn);
            FileStorage.at(frozen).delete("LOCK");
            try (var kernel = Workload.open(FileStorage.at(frozen))) {
                Files.write(FROZEN.resolve("lsn-" + lsn + "-" + FACTS), facts(kernel.state()));
            }
        }
    }
}
