package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.Memory;

import dev.bestcode.wasm.TrapException;

/// A linear memory. Addresses are unsigned numbers of 32 bits; every access is checked.
public final class CoreMemory {
    public static final int PAGE_BYTES = 1 << 16;

    private final Memory memory;

    CoreMemory(Memory memory) {
        this.memory = memory;
    }

    Memory memory() {
        return memory;
    }

    public long bytes() {
        return (long) memory.pages() * PAGE_BYTES;
    }

    /// @throws TrapException when a byte of the range is outside
    public void require(long address, long length) {
        if (address < 0 || length < 0 || address + length > bytes()) {
            throw new TrapException(
                    "out of bounds: %d bytes at address %d of a memory of %d bytes"
                            .formatted(length, address, bytes()));
        }
    }

    public byte[] read(long address, int length) {
        require(address, length);
        return length == 0 ? new byte[0] : memory.readBytes((int) address, length);
    }

    public void write(long address, byte[] bytes) {
        require(address, bytes.length);
        if (bytes.length > 0) {
            memory.write((int) address, bytes);
        }
    }

    /// @param size 1, 2, 4 or 8 bytes, little-endian, not sign-extended
    public long readInt(long address, int size) {
        require(address, size);
        int at = (int) address;
        return switch (size) {
            case 1 -> memory.read(at) & 0xffL;
            case 2 -> memory.readShort(at) & 0xffffL;
            case 4 -> memory.readInt(at) & 0xffffffffL;
            case 8 -> memory.readLong(at);
            default -> throw new IllegalArgumentException(size + " bytes; allowed: 1, 2, 4, 8");
        };
    }

    public void writeInt(long address, int size, long value) {
        require(address, size);
        int at = (int) address;
        switch (size) {
            case 1 -> memory.writeByte(at, (byte) value);
            case 2 -> memory.writeShort(at, (short) value);
            case 4 -> memory.writeI32(at, (int) value);
            case 8 -> memory.writeLong(at, value);
            default -> throw new IllegalArgumentException(size + " bytes; allowed: 1, 2, 4, 8");
        }
    }
}
