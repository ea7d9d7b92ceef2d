package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// When moments are on stable storage, and in which form.
class MomentsOnDiskTest {
    private static final Sha256 HASH = Sha256.of(new byte[] {1});

    @TempDir private Path folder;
    private final HeldPast store = new HeldPast();
    private WorkspacePast past;

    @BeforeEach
    void open() {
        past = WorkspacePast.of(Workspace.at(folder), Map.of("HOME", folder.toString()), store);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatACallIsGoingToWriteIsForcedBeforeIt(boolean foreseen) throws Exception {
        Files.writeString(folder.resolve("f"), "old");
        if (foreseen) {
            past.foresee(HeldPast.RUN, "f");
            assertThat(store.moments).hasSize(1);
            assertThat(store.forced).isEmpty();
        }
        past.around(HeldPast.RUN, "tool", Optional.of("f"), this::made);
        assertThat(store.moments).hasSize(2);
    }

    private ToolOutcome made() {
        assertThat(store.moments).hasSize(1);
        assertThat(store.forced).isEqualTo(store.newest(HeldPast.RUN));
        assertThat(store.forced).isPresent();
        try {
            Files.writeString(folder.resolve("f"), "new");
            return ToolOutcome.succeeded("done");
        } catch (IOException e) {
            return ToolOutcome.failed(e.toString());
        }
    }

    @Test
    void whatSomebodyChangesAfterALookAheadIsFoundByTheCall() throws Exception {
        Files.writeString(folder.resolve("f"), "old");
        past.foresee(HeldPast.RUN, "f");
        Files.writeString(folder.resolve("f"), "somebody's");
        past.around(
                HeldPast.RUN,
                "tool",
                Optional.of("f"),
                () -> {
                    assertThat(store.moments).hasSize(2);
                    assertThat(store.forced).contains(store.newest(HeldPast.RUN).orElseThrow());
                    return ToolOutcome.succeeded("nothing");
                });
        assertThat(past.entries(HeldPast.RUN))
                .extracting(WorkspacePast.Entry::kind)
                .containsExactly("found", "found");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMomentOfTheFirstVersionIsRead(boolean hasOneBefore) throws IOException {
        var before = hasOneBefore ? Optional.of(HASH) : Optional.<Sha256>empty();
        var moment = moment(before.map(MomentId.Kept::new));
        var first = inflated(MomentCodec.bytes(moment));
        first[0] = 1;
        assertThat(first[1]).isEqualTo((byte) (hasOneBefore ? 1 : 0)); // was a boolean then
        var read = MomentCodec.read(deflated(first));
        assertThat(read.before()).isEqualTo(before.map(MomentId.Kept::new));
        assertThat(read.changes()).isEqualTo(moment.changes());
    }

    @Test
    void aMomentSaysWhichTransactionHasTheOneBeforeIt() throws IOException {
        var before = new MomentId.Logged(new ThreadId(7), 1L << 40);
        assertThat(MomentCodec.read(MomentCodec.bytes(moment(Optional.of(before)))).before())
                .contains(before);
    }

    private static Moment moment(Optional<MomentId> before) {
        var change = new KeptChange("f", Kept.ABSENT, new Kept.File(0x1a4, HASH));
        return new Moment(
                before,
                Moment.Kind.CALL,
                3,
                "tool",
                0,
                List.of(change),
                Optional.empty(),
                List.of(),
                new KeptContents());
    }

    private static byte[] inflated(Bytes bytes) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                .readAllBytes();
    }

    private static Bytes deflated(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(out)) {
            deflated.write(bytes);
        }
        return Bytes.of(out.toByteArray());
    }
}
