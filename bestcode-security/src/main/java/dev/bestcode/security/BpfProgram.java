package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A program of the classic Berkeley packet filter, which the kernel asks at each system call.
/// @see "Linux: include/uapi/linux/filter.h, include/uapi/linux/seccomp.h"
final class BpfProgram {
    private static final int LOAD_WORD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_GREATER = 0x25;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7FFF0000;
    private static final int FAIL = 0x00050000;
    private static final int KILL_PROCESS = 0x80000000;

    private static final int INSTRUCTION_BYTES = 8;
    private static final int ARGUMENTS_AT = 16;

    /// The kernel's own limit (BPF_MAXINSNS).
    private static final int INSTRUCTIONS_MAX = 4096;

    private final List<Instruction> instructions = new ArrayList<>();

    private record Instruction(int code, int whenTrue, int whenFalse, int operand) {}

    BpfProgram loadNumber() {
        return add(LOAD_WORD, 0, 0, 0);
    }

    BpfProgram loadArchitecture() {
        return add(LOAD_WORD, 0, 0, 4);
    }

    /// Load the low half of an argument; all that are looked at here have 32 bits. Both
    /// architectures are little-endian.
    BpfProgram loadArgument(int index) {
        return add(LOAD_WORD, 0, 0, ARGUMENTS_AT + 8 * index);
    }

    BpfProgram and(int mask) {
        return add(AND, 0, 0, mask);
    }

    /// Go on with the next instruction when equal, else skip some.
    BpfProgram unlessEqualSkip(int operand, int skipped) {
        return add(JUMP_EQUAL, 0, skipped, operand);
    }

    BpfProgram ifEqualSkip(int operand, int skipped) {
        return add(JUMP_EQUAL, skipped, 0, operand);
    }

    BpfProgram ifGreaterSkip(int operand, int skipped) {
        return add(JUMP_GREATER, skipped, 0, operand);
    }

    BpfProgram unlessGreaterSkip(int operand, int skipped) {
        return add(JUMP_GREATER, 0, skipped, operand);
    }

    BpfProgram unlessAnyBitSkip(int bits, int skipped) {
        return add(JUMP_ANY_BIT, 0, skipped, bits);
    }

    BpfProgram allow() {
        return add(RETURN, 0, 0, ALLOW);
    }

    BpfProgram fail(int errno) {
        return add(RETURN, 0, 0, FAIL | errno);
    }

    BpfProgram killProcess() {
        return add(RETURN, 0, 0, KILL_PROCESS);
    }

    BpfProgram append(BpfProgram other) {
        instructions.addAll(other.instructions);
        return this;
    }

    int size() {
        return instructions.size();
    }

    private BpfProgram add(int code, int whenTrue, int whenFalse, int operand) {
        if ((whenTrue | whenFalse) > 0xFF || instructions.size() == INSTRUCTIONS_MAX) {
            throw new IllegalStateException("a filter's jumps and its length are bounded");
        }
        instructions.add(new Instruction(code, whenTrue, whenFalse, operand));
        return this;
    }

    /// A `struct sock_fprog` and what it points to.
    MemorySegment in(Arena arena) {
        var code = arena.allocate((long) INSTRUCTION_BYTES * size(), INSTRUCTION_BYTES);
        long at = 0;
        for (var instruction : instructions) {
            code.set(JAVA_SHORT, at, (short) instruction.code());
            code.set(JAVA_BYTE, at + 2, (byte) instruction.whenTrue());
            code.set(JAVA_BYTE, at + 3, (byte) instruction.whenFalse());
            code.set(JAVA_INT, at + 4, instruction.operand());
            at += INSTRUCTION_BYTES;
        }
        var program = arena.allocate(16, 8);
        program.set(JAVA_SHORT, 0, (short) size());
        program.set(ADDRESS, 8, code);
        return program;
    }
}
