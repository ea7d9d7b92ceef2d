package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.TrapException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The handles of one component instance, by index from 1. Freed indices are used again, the last
/// one first.
public final class HandleTable {
    private final int max;
    private final List<Optional<Entry>> entries = new ArrayList<>(List.of(Optional.empty()));
    private final List<Integer> free = new ArrayList<>();

    HandleTable(int max) {
        this.max = max;
    }

    static final class Entry {
        final RuntimeResource type;
        final int representation;

        /// Empty for an owned handle.
        final Optional<Task> borrowedFor;

        int lends;

        Entry(RuntimeResource type, int representation, Optional<Task> borrowedFor) {
            this.type = type;
            this.representation = representation;
            this.borrowedFor = borrowedFor;
        }
    }

    int add(Entry entry) {
        if (entries.size() - free.size() > max) {
            throw new LimitExceededException(
                    "the component holds more than %d handles ('handles')".formatted(max));
        }
        if (!free.isEmpty()) {
            int index = free.removeLast();
            entries.set(index, Optional.of(entry));
            return index;
        }
        entries.add(Optional.of(entry));
        return entries.size() - 1;
    }

    Entry get(int index, RuntimeResource type) {
        var entry =
                index > 0 && index < entries.size() ? entries.get(index) : Optional.<Entry>empty();
        if (entry.isEmpty()) {
            throw new TrapException("unknown handle index " + Integer.toUnsignedString(index));
        }
        if (entry.get().type != type) {
            throw new TrapException("handle index " + index + " is used with the wrong type");
        }
        return entry.get();
    }

    Entry remove(int index, RuntimeResource type) {
        var entry = get(index, type);
        if (entry.lends != 0) {
            throw new TrapException("cannot remove owned resource while borrowed");
        }
        entries.set(index, Optional.empty());
        free.add(index);
        return entry;
    }
}
