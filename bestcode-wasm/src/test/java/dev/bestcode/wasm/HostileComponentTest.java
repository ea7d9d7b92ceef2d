package dev.bestcode.wasm;

import static dev.bestcode.wasm.Fixtures.LIMITS;
import static dev.bestcode.wasm.Fixtures.call;
import static dev.bestcode.wasm.TestComponents.FUNC;
import static dev.bestcode.wasm.TestComponents.NOTHING;
import static dev.bestcode.wasm.TestComponents.TO_CHAR;
import static dev.bestcode.wasm.TestComponents.TO_I32;
import static dev.bestcode.wasm.TestComponents.TO_STRING;
import static dev.bestcode.wasm.TestComponents.TO_U32;
import static dev.bestcode.wasm.TestComponents.lifting;
import static dev.bestcode.wasm.TestComponents.withResource;
import static dev.bestcode.wasm.WasmBytes.bytes;
import static dev.bestcode.wasm.WasmBytes.u32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.wasm.TestComponents.Func;
import dev.bestcode.wasm.abi.Val;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// A component that means harm ends with an error of ours, in bounded time (G8).
class HostileComponentTest {
    private static final byte[] LOOP = {0x03, 0x40, 0x0c, 0, 0x0b, 0x0b};

    @Test
    void endlessLoopIsStoppedAtItsDeadline() {
        var limits = LIMITS.withCallTime(Duration.ofMillis(300));
        assertThatThrownBy(() -> call(lifting(new Func("f", NOTHING, LOOP, FUNC)), limits, "f"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("300 ms ('callTime')");
    }

    @Test
    void elseWithoutItsIfIsRefused() {
        byte[] code = {0x05, 0x0b};
        assertThatThrownBy(() -> Fixtures.checked(lifting(new Func("f", NOTHING, code, FUNC))))
                .isInstanceOf(WasmException.class)
                .hasMessageContaining("core module");
    }

    @Test
    void coreModuleThatEndsInANumberIsRefused() {
        // an f64 constant of which two bytes are there
        var module = WasmBytes.module(WasmBytes.section(6, bytes(1, 0x7c, 0, 0x44, 1, 2)));
        assertThatThrownBy(
                        () -> Fixtures.checked(WasmBytes.component(WasmBytes.section(1, module))))
                .isInstanceOf(MalformedComponentException.class)
                .hasMessageContaining("BufferUnderflowException");
    }

    @Test
    void endlessRecursionExhaustsItsOwnStack() {
        // call 1; end, and function 1 is itself
        byte[] code = {0x10, 1, 0x0b};
        assertThatThrownBy(() -> call(lifting(new Func("f", NOTHING, code, FUNC)), "f"))
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("call stack exhausted");
    }

    @Test
    void memoryBombIsRefusedBeforeItIsAllocated() {
        byte[] pages = bytes(1, 0, u32(65536));
        assertThatThrownBy(
                        () ->
                                call(
                                        lifting(
                                                pages,
                                                List.of(),
                                                new Func("f", NOTHING, LOOP, FUNC)),
                                        "f"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("65536 pages")
                .hasMessageContaining("memoryBytes");
    }

    @Test
    void memoryGrowsToItsLimitAndNotBeyond() throws InterruptedException {
        // loop: grow by 16 pages until that fails; then the size
        byte[] code = {
            0x03, 0x40, 0x41, 16, 0x40, 0, 0x41, 0x7f, 0x47, 0x0d, 0, 0x0b, 0x3f, 0, 0x0b
        };
        var limits = LIMITS.withMemoryBytes(64L << 16);
        assertThat(call(lifting(new Func("f", TO_I32, code, TO_U32)), limits, "f"))
                .containsExactly(new Val.Int(49));
    }

    @Test
    void memoriesShareTheirLimit() {
        var three =
                WasmBytes.component(
                        WasmBytes.section(4, TestComponents.echo()),
                        WasmBytes.section(4, TestComponents.echo()),
                        WasmBytes.section(4, lifting(bytes(1, 0, u32(100)), List.of())),
                        WasmBytes.section(
                                5, WasmBytes.vec(bytes(0, 0, 0), bytes(0, 1, 0), bytes(0, 2, 0))));
        var limits = LIMITS.withMemoryBytes(150L << 16);
        assertThatThrownBy(() -> call(three, limits, "f"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("100 pages of 64 KiB is wanted, 50 are left");
    }

    @Test
    void tableBombIsRefusedBeforeItIsAllocated() {
        var module =
                WasmBytes.module(
                        WasmBytes.section(4, WasmBytes.vec(bytes(0x70, 0, u32(9_000_000)))));
        var component =
                WasmBytes.component(
                        WasmBytes.section(1, module),
                        WasmBytes.section(2, WasmBytes.vec(bytes(0, 0, 0))));
        assertThatThrownBy(() -> call(component, "f"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("tableEntries");
    }

    @Test
    void stringThatLiesAboutItsLengthTraps() {
        // store 16 at 0 and 0x7fffffff at 4; return 0
        byte[] code = {
            0x41, 0, 0x41, 16, 0x36, 2, 0, 0x41, 0, 0x41, -1, -1, -1, -1, 7, 0x36, 2, 4, 0x41, 0,
            0x0b
        };
        assertThatThrownBy(() -> call(lifting(new Func("f", TO_I32, code, TO_STRING)), "f"))
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("out of bounds");
    }

    @Test
    void stringWithinMemoryAndBeyondTheBudgetIsRefusedBeforeItIsRead() {
        // store 0 at 0 and 40000 at 4; return 0
        byte[] code = {
            0x41, 0, 0x41, 0, 0x36, 2, 0, 0x41, 0, 0x41, -64, -72, 2, 0x36, 2, 4, 0x41, 0, 0x0b
        };
        var limits = LIMITS.withLiftedBytes(10_000);
        assertThatThrownBy(() -> call(lifting(new Func("f", TO_I32, code, TO_STRING)), limits, "f"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("liftedBytes");
    }

    @Test
    void wrongDiscriminantTraps() {
        // returns 7 as the case of a result
        byte[] code = {0x41, 7, 0x0b};
        assertThatThrownBy(
                        () ->
                                call(
                                        lifting(
                                                new byte[] {1, 0, 1},
                                                List.of(bytes(0x6a, 0, 0)),
                                                new Func("f", TO_I32, code, bytes(0x40, 0, 0, 0))),
                                        "f"))
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("discriminant 7 of 2 cases");
    }

    @Test
    void surrogateIsNoCharacter() {
        // i32.const 0xd800
        byte[] code = {0x41, (byte) 0x80, (byte) 0xb0, 3, 0x0b};
        assertThatThrownBy(() -> call(lifting(new Func("f", TO_I32, code, TO_CHAR)), "f"))
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("0xd800");
    }

    @Test
    void instanceIsNotEnteredWhileItRuns() {
        assertThatThrownBy(() -> call(TestComponents.callingItself(), "run"))
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("cannot enter component instance");
    }

    @Test
    void handleThatWasDroppedIsUnknown() {
        // new 5 -> local 0; drop it; drop it again
        byte[] code = {0x41, 5, 0x10, 0, 0x21, 0, 0x20, 0, 0x10, 1, 0x20, 0, 0x10, 1, 0x0b};
        assertThatThrownBy(() -> call(withResource(code), "run"))
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("unknown handle index 1");
    }

    @Test
    void handlesWithoutEndReachTheirLimit() {
        // loop: new 5; drop the value; again
        byte[] code = {0x03, 0x40, 0x41, 5, 0x10, 0, 0x1a, 0x0c, 0, 0x0b, 0x0b};
        assertThatThrownBy(() -> call(withResource(code), "run"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("handles");
    }

    @Test
    void typeOfManyBytesIsRefusedWhereItIsShort() {
        // each tuple holds the one before it twice: 2^40 nodes in 200 bytes
        var types = new byte[41][];
        types[0] = bytes(0x6f, 1, 0x7d);
        for (int i = 1; i < types.length; i++) {
            types[i] = bytes(0x6f, 2, u32(i - 1L), u32(i - 1L));
        }
        var component = WasmBytes.component(WasmBytes.section(7, WasmBytes.vec(types)));
        assertThatThrownBy(() -> Fixtures.checked(component))
                .isInstanceOf(InvalidComponentException.class)
                .hasMessageContaining("effective type size exceeds");
    }

    @Test
    void componentsThatMultiplyReachTheLimitOfInstances() {
        // each component makes ten of the one before it
        byte[] inner = WasmBytes.component();
        for (int depth = 0; depth < 6; depth++) {
            var ten = new byte[10][];
            java.util.Arrays.fill(ten, bytes(0, 0, 0));
            inner =
                    WasmBytes.component(
                            WasmBytes.section(4, inner), WasmBytes.section(5, WasmBytes.vec(ten)));
        }
        var outermost = inner;
        assertThatThrownBy(() -> call(outermost, "f"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("1000 instances");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        byte[] inner = WasmBytes.component();
        for (int depth = 0; depth < 40; depth++) {
            inner = WasmBytes.component(WasmBytes.section(4, inner));
        }
        var outermost = inner;
        assertThatThrownBy(() -> Fixtures.checked(outermost))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("nested deeper than 32");
    }

    @Test
    void listThatAnnouncesMoreThanThereIsAllocatesNothing() {
        var component = WasmBytes.component(bytes(7, 6, u32(0x7fffffffL), 0x73));
        assertThatThrownBy(() -> Fixtures.checked(component))
                .isInstanceOf(MalformedComponentException.class)
                .hasMessageContaining("2147483647 elements are announced and 1 bytes are left");
    }
}
