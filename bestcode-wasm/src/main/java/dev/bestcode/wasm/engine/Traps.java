package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.UnlinkableException;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.LinkException;
import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.WasmException;

import java.util.function.Supplier;

/// The runtime's exceptions in our words.
final class Traps {
    private Traps() {}

    static <T> T translated(Supplier<T> action) {
        try {
            return action.get();
        } catch (WasmException e) {
            throw e;
        } catch (ChicoryInterruptedException e) {
            throw new LimitExceededException("the call was stopped");
        } catch (UnlinkableException e) {
            throw new LinkException("core module: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new TrapException("call stack exhausted");
        } catch (ChicoryException e) {
            throw own(e);
        } catch (IndexOutOfBoundsException
                | ArithmeticException
                | ClassCastException
                | NegativeArraySizeException
                | NullPointerException
                | IllegalArgumentException
                | IllegalStateException e) {
            // The runtime leaves some checks to the JVM, out-of-bounds accesses above all.
            throw new TrapException(String.valueOf(e.getMessage()), e);
        }
    }

    /// For calls from outside of core code: an exception that core code throws to there is a trap.
    static <T> T uncaught(Supplier<T> action) {
        try {
            return action.get();
        } catch (com.dylibso.chicory.runtime.WasmException e) {
            throw new TrapException("an exception was thrown that nothing catches", e);
        }
    }

    /// The runtime wraps what a host function threw.
    private static RuntimeException own(ChicoryException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof WasmException ours) {
                return ours;
            }
        }
        return new TrapException(String.valueOf(e.getMessage()), e);
    }
}
