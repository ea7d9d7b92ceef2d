package dev.bestcode.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.PlainFolder;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.type.ResourceVar;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `wasi:filesystem` function by function, as the adapter of a component calls it.
class WasiFilesTest {
    private static final Map<String, ResourceVar> RESOURCES =
            Map.of(
                    "descriptor", new ResourceVar("descriptor"),
                    "input-stream", new ResourceVar("input-stream"),
                    "output-stream", new ResourceVar("output-stream"),
                    "directory-entry-stream", new ResourceVar("directory-entry-stream"),
                    "error", new ResourceVar("error"));

    private static final Val FOLLOW = new Val.Flags(1);
    private static final Val NO_FOLLOW = new Val.Flags(0);
    private static final int CREATE = 1;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final int READ = 1;
    private static final int WRITE = 2;

    @TempDir private Path root;
    private PlainFolder folder = PlainFolder.of(new Folder(Path.of("/"), "/", true));
    private CallWorld world = new CallWorld(Reach.NOTHING, Clock.systemUTC());

    @BeforeEach
    void lay() throws IOException {
        Files.writeString(root.resolve("a.txt"), "hallo");
        Files.createDirectory(root.resolve("in"));
        Files.writeString(root.resolve("in/b.txt"), "zwei");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a.txt"));
        folder = PlainFolder.of(new Folder(root, "/data", false));
        world = new CallWorld(reach(folder), Clock.systemUTC());
    }

    private static Reach reach(PlainFolder folder) {
        return new Reach(Capabilities.NONE, List.of(new Mount("/data", folder)));
    }

    @AfterEach
    void nothingStaysOpen() {
        world.close();
        assertThat(folder.open()).hasValue(0);
    }

    private Val call(String function, Val... arguments) {
        int hash = function.indexOf('#');
        var given = Wasi.function(function.substring(0, hash), function.substring(hash + 1));
        return given.orElseThrow()
                .body()
                .call(new HostCall(world, List.of(arguments), RESOURCES))
                .getFirst();
    }

    private Val descriptor(String method, Val... arguments) {
        return call("wasi:filesystem/types#[method]descriptor." + method, arguments);
    }

    private Val stream(String method, Val... arguments) {
        return call("wasi:io/streams#[method]" + method, arguments);
    }

    private Val root() {
        var all = (Val.Sequence) call("wasi:filesystem/preopens#get-directories");
        return ((Val.Fields) all.elements().getFirst()).values().getFirst();
    }

    private Val open(Val from, String path, int opening, int how) {
        return descriptor(
                "open-at", from, FOLLOW, text(path), new Val.Flags(opening), new Val.Flags(how));
    }

    private Val opened(String path, int opening, int how) {
        return ok(open(root(), path, opening, how));
    }

    private static Val text(String text) {
        return Val.Str.of(text);
    }

    private static Val bytes(String text) {
        return new Val.Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Val number(long value) {
        return new Val.Int(value);
    }

    private static Val ok(Val result) {
        assertThat(((Val.Case) result).index()).as("%s", result).isZero();
        return ((Val.Case) result).payload().orElseThrow();
    }

    private static void assertError(Val result, ErrorCode code) {
        assertThat(result).isEqualTo(Val.error(code.val()));
    }

    private void drop(Val handle) {
        world.objects().drop(((Val.Handle) handle).representation());
    }

    @Test
    void withoutAGrantThereIsNoFolder() {
        world = new CallWorld(Reach.NOTHING, Clock.systemUTC());
        assertThat(call("wasi:filesystem/preopens#get-directories"))
                .isEqualTo(new Val.Sequence(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, NOT_PERMITTED",
        "../x, NOT_PERMITTED",
        "in/../../x, NOT_PERMITTED",
        "none, NO_ENTRY",
        "'', NO_ENTRY"
    })
    void pathThatIsNoneOrClimbsIsRefusedByItsCode(String path, ErrorCode code) {
        assertError(open(root(), path, 0, READ), code);
        assertError(descriptor("stat-at", root(), FOLLOW, text(path)), code);
    }

    @Test
    void folderBelowIsAFloor() {
        var below = opened("in", 0, READ);
        assertThat(ok(open(below, "b.txt", 0, READ))).isInstanceOf(Val.Handle.class);
        assertError(open(below, "../a.txt", 0, READ), ErrorCode.NOT_PERMITTED);
    }

    @Test
    void fileIsReadAtPositionsToItsEnd() {
        var file = opened("a.txt", 0, READ);
        assertThat(descriptor("read", file, number(3), number(1)))
                .isEqualTo(Val.ok(new Val.Fields(List.of(bytes("all"), new Val.Bool(false)))));
        assertThat(descriptor("read", file, number(-1), number(4)))
                .isEqualTo(Val.ok(new Val.Fields(List.of(bytes("o"), new Val.Bool(true)))));
        assertError(descriptor("read", file, number(1), number(-1)), ErrorCode.INVALID);
        assertError(descriptor("write", file, bytes("x"), number(0)), ErrorCode.BAD_DESCRIPTOR);
    }

    @Test
    void streamOutOfAFileEndsAndOutlivesItsDescriptor() {
        var file = opened("a.txt", 0, READ);
        var in = ok(descriptor("read-via-stream", file, number(0)));
        drop(file);
        assertThat(folder.open()).hasValue(1);
        assertThat(stream("input-stream.skip", in, number(1))).isEqualTo(Val.ok(number(1)));
        assertThat(stream("input-stream.blocking-read", in, number(2)))
                .isEqualTo(Val.ok(bytes("al")));
        assertThat(stream("input-stream.read", in, number(1 << 30))).isEqualTo(Val.ok(bytes("lo")));
        assertThat(stream("input-stream.blocking-read", in, number(1)))
                .isEqualTo(Val.error(Val.Case.of(1)));
        drop(in);
        assertThat(folder.open()).hasValue(0);
    }

    @Test
    void fileIsMadeWrittenAppendedAndCut() {
        var file = opened("new", CREATE | EXCLUSIVE, WRITE);
        assertError(open(root(), "new", CREATE | EXCLUSIVE, WRITE), ErrorCode.EXIST);
        assertThat(descriptor("write", file, bytes("0123456789"), number(0)))
                .isEqualTo(Val.ok(number(10)));
        var out = ok(descriptor("write-via-stream", file, number(2)));
        stream("output-stream.blocking-write-and-flush", out, bytes("x"));
        stream("output-stream.write", out, bytes("y"));
        stream("output-stream.write-zeroes", out, number(1));
        var end = ok(descriptor("append-via-stream", file));
        stream("output-stream.write", end, bytes("!"));
        assertThat(root.resolve("new")).hasContent("01xy\0" + "56789!");
        descriptor("set-size", file, number(3));
        descriptor("sync", file);
        assertThat(root.resolve("new")).hasContent("01x");
        drop(ok(open(root(), "new", TRUNCATE, WRITE)));
        assertThat(root.resolve("new")).isEmptyFile();
    }

    @Test
    void errorOfAStreamTellsItsCode() {
        var file = opened("a.txt", 0, WRITE);
        var out = ok(descriptor("write-via-stream", file, number(CallWorld.FILE_BYTES_MAX)));
        var failed = (Val.Case) stream("output-stream.write", out, bytes("x"));
        assertThat(failed.index()).isEqualTo(1);
        var error = ((Val.Case) failed.payload().orElseThrow()).payload().orElseThrow();
        assertThat(call("wasi:filesystem/types#filesystem-error-code", error))
                .isEqualTo(Val.some(ErrorCode.FILE_TOO_LARGE.val()));
        assertThat(call("wasi:io/error#[method]error.to-debug-string", error))
                .isEqualTo(text("file-too-large"));
    }

    @Test
    void folderIsListedChangedAndRemoved() {
        descriptor("create-directory-at", root(), text("made"));
        descriptor("rename-at", root(), text("a.txt"), opened("made", 0, READ), text("c"));
        var listing = ok(descriptor("read-directory", opened("made", 0, READ)));
        var next = "wasi:filesystem/types#[method]directory-entry-stream.read-directory-entry";
        assertThat(call(next, listing))
                .isEqualTo(Val.ok(Val.some(new Val.Fields(List.of(Val.Case.of(6), text("c"))))));
        assertThat(call(next, listing)).isEqualTo(Val.ok(Val.none()));
        assertError(descriptor("remove-directory-at", root(), text("made")), ErrorCode.NOT_EMPTY);
        descriptor("unlink-file-at", root(), text("made/c"));
        descriptor("remove-directory-at", root(), text("made"));
        assertThat(root.resolve("made")).doesNotExist();
    }

    @Test
    void statusTellsKindSizeAndWhatIsTheSameFile() {
        var stat = (Val.Fields) ok(descriptor("stat-at", root(), FOLLOW, text("link")));
        assertThat(stat.values().get(0)).isEqualTo(Val.Case.of(6));
        assertThat(stat.values().get(2)).isEqualTo(number(5));
        var link = (Val.Fields) ok(descriptor("stat-at", root(), NO_FOLLOW, text("link")));
        assertThat(link.values().get(0)).isEqualTo(Val.Case.of(5));
        assertThat(descriptor("readlink-at", root(), text("link")))
                .isEqualTo(Val.ok(text("a.txt")));
        var one = opened("link", 0, READ);
        var other = opened("a.txt", 0, READ);
        assertThat(descriptor("is-same-object", one, other)).isEqualTo(new Val.Bool(true));
        assertThat(descriptor("is-same-object", one, root())).isEqualTo(new Val.Bool(false));
        assertThat(descriptor("metadata-hash", one))
                .isEqualTo(descriptor("metadata-hash-at", root(), FOLLOW, text("a.txt")))
                .isNotEqualTo(descriptor("metadata-hash", root()));
        assertThat(descriptor("get-type", root())).isEqualTo(Val.ok(Val.Case.of(3)));
        assertThat(descriptor("get-flags", root())).isEqualTo(Val.ok(new Val.Flags(33)));
        assertThat(descriptor("get-flags", one)).isEqualTo(Val.ok(new Val.Flags(READ)));
    }

    @Test
    void readOnlyFolderSaysSoAndIsNotChanged() {
        folder = PlainFolder.of(new Folder(root, "/data", true));
        world = new CallWorld(reach(folder), Clock.systemUTC());
        assertThat(descriptor("get-flags", root())).isEqualTo(Val.ok(new Val.Flags(READ)));
        assertError(open(root(), "a.txt", 0, WRITE), ErrorCode.ACCESS);
        assertError(open(root(), "a.txt", TRUNCATE, READ), ErrorCode.ACCESS);
        assertError(descriptor("unlink-file-at", root(), text("a.txt")), ErrorCode.ACCESS);
        assertThat(root.resolve("a.txt")).hasContent("hallo");
    }

    @Test
    void renameOutOfOneGrantedFolderIntoAnotherIsRefused() {
        world =
                new CallWorld(
                        new Reach(
                                Capabilities.NONE,
                                List.of(new Mount("/data", folder), new Mount("/more", folder))),
                        Clock.systemUTC());
        var all = (Val.Sequence) call("wasi:filesystem/preopens#get-directories");
        var roots = new ArrayList<Val>();
        all.elements().forEach(one -> roots.add(((Val.Fields) one).values().getFirst()));
        assertError(
                descriptor("rename-at", roots.get(0), text("a.txt"), roots.get(1), text("b")),
                ErrorCode.CROSS_DEVICE);
    }

    @Test
    void filesThatAreLeftOpenReachTheirLimit() {
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i <= HostObjects.OPEN_MAX; i++) {
                                opened("a.txt", 0, READ);
                            }
                        })
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("more than 64 files");
    }

    @Test
    void writingWithoutEndReachesItsLimit() {
        var file = opened("new", CREATE, WRITE);
        var block = new Val.Bytes(new byte[8 << 20]);
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 9; i++) {
                                descriptor("write", file, block, number(0));
                            }
                        })
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("writes more than 67108864 bytes");
    }
}
