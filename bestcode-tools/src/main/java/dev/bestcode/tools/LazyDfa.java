package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Runs a [ByteProgram] over bytes with one table look-up a byte: each set of places that the
/// machine can be in becomes a state when it is first met. The states are bounded; when they are
/// too many, all are forgotten and met again. Used by one worker at a time.
/// @see "Cox 2010, Regular Expression Matching in the Wild, section 'Building a DFA on the fly'"
final class LazyDfa {
    private static final int NOT_FOUND = -1;

    /// Each costs 4 B a class of bytes and 4 B a place.
    private static final int STATES_MAX = 4_000;

    private static final int UNKNOWN = 0;
    private static final int FOUND = -1;

    private final ByteProgram program;
    private final boolean fromStart;
    private final boolean toEnd;
    private final boolean byLine;
    private final Deadline deadline;
    private final int[] classOf = new int[256];
    private final int[] byteOfClass;
    private final int width;

    /// Row by row, [#width] columns; a state is the index of its row, the first row stands for
    /// none.
    private int[] table = new int[0];

    private final Map<Places, Integer> stateOf = new HashMap<>();
    private final List<Places> places = new ArrayList<>();
    private int initial;

    /// By byte: whether the machine, with no match begun, goes on with none begun.
    private final boolean[] stays = new boolean[256];

    /// @param fromStart whether a match begins where a line does
    /// @param toEnd whether a match ends where a line does
    /// @param byLine whether no match spans lines
    LazyDfa(
            ByteProgram program,
            boolean fromStart,
            boolean toEnd,
            boolean byLine,
            Deadline deadline) {
        this.program = program;
        this.fromStart = fromStart;
        this.toEnd = toEnd;
        this.byLine = byLine;
        this.deadline = deadline;
        this.byteOfClass = classes();
        this.width = byteOfClass.length;
        forget();
    }

    /// A set of places, in order.
    private static final class Places {
        private final int[] sorted;

        Places(int[] sorted) {
            this.sorted = sorted;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Places places && Arrays.equals(sorted, places.sorted);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sorted);
        }
    }

    /// Bytes that no place tells apart are one class; the end of a line is one of its own.
    private int[] classes() {
        Map<List<Boolean>, Integer> known = new HashMap<>();
        List<Integer> firsts = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            List<Boolean> taken = new ArrayList<>();
            taken.add(byLine && value == '\n');
            for (var set : distinctSets()) {
                taken.add(set.contains(value));
            }
            int byteValue = value;
            int number =
                    known.computeIfAbsent(
                            taken,
                            _ -> {
                                firsts.add(byteValue);
                                return firsts.size() - 1;
                            });
            classOf[value] = number;
        }
        return firsts.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<ByteSet> distinctSets() {
        return IntStream.range(0, program.places()).mapToObj(program::takes).distinct().toList();
    }

    private void forget() {
        stateOf.clear();
        places.clear();
        places.add(new Places(new int[0]));
        table = new int[64 * width];
        initial = state(closure(List.of(program.start())));
        for (int value = 0; value < stays.length; value++) {
            stays[value] = step(initial, (byte) value) == initial;
        }
    }

    private int state(Places now) {
        var known = stateOf.get(now);
        if (known != null) {
            return known;
        }
        int state = places.size() * width;
        places.add(now);
        if (state + width > table.length) {
            table = Arrays.copyOf(table, 2 * table.length);
        }
        stateOf.put(now, state);
        return state;
    }

    private Places closure(List<Integer> from) {
        var seen = new boolean[program.places()];
        var stack = new int[program.places() + 1];
        int depth = 0;
        for (int place : from) {
            if (!seen[place]) {
                seen[place] = true;
                stack[depth++] = place;
            }
        }
        int count = 0;
        while (depth > 0) {
            int place = stack[--depth];
            boolean kept = place == ByteProgram.MATCH || program.takes(place).size() > 0;
            count += kept ? 1 : 0;
            if (!kept) {
                for (int next : program.next(place)) {
                    if (!seen[next]) {
                        seen[next] = true;
                        stack[depth++] = next;
                    }
                }
            }
        }
        var sorted = new int[count];
        int filled = 0;
        for (int place = 0; place < seen.length; place++) {
            if (seen[place] && (place == ByteProgram.MATCH || program.takes(place).size() > 0)) {
                sorted[filled++] = place;
            }
        }
        return new Places(sorted);
    }

    private boolean matches(int state) {
        var now = places.get(state / width).sorted;
        return now.length > 0 && now[0] == ByteProgram.MATCH;
    }

    /// Find the first position, at or behind `from`, up to which a line can be read to a match.
    /// @return -1 when there is none
    int find(byte[] bytes, int from, int to) {
        if (!toEnd && matches(initial)) {
            return from < to ? from : NOT_FOUND;
        }
        var rows = table;
        int state = initial;
        for (int at = from; at < to; at++) {
            if (state == initial) { // most of the time; no byte here waits for the one before
                while (stays[bytes[at] & 0xFF]) {
                    if (++at == to) {
                        return NOT_FOUND;
                    }
                }
            }
            int next = rows[state + classOf[bytes[at] & 0xFF]];
            if (next <= UNKNOWN) {
                if (next == UNKNOWN) {
                    next = step(state, bytes[at]);
                    rows = table;
                }
                if (next == FOUND) {
                    return at;
                }
            }
            state = next;
        }
        return NOT_FOUND;
    }

    /// Whether one line matches.
    /// @param to its end, without the line's own
    boolean matchesLine(byte[] bytes, int from, int to) {
        if (!toEnd) {
            return matches(initial) || find(bytes, from, to) >= 0;
        }
        int state = initial;
        for (int at = from; at < to; at++) {
            int next = table[state + classOf[bytes[at] & 0xFF]];
            state = next == UNKNOWN ? step(state, bytes[at]) : next;
        }
        return matches(state);
    }

    /// The state behind one byte, which from now on is in the table.
    private int step(int state, byte b) {
        deadline.check();
        int column = classOf[b & 0xFF];
        int next;
        if (byLine && b == '\n') {
            next = initial;
        } else {
            List<Integer> after = new ArrayList<>();
            for (int place : places.get(state / width).sorted) {
                if (place != ByteProgram.MATCH
                        && program.takes(place).contains(byteOfClass[column])) {
                    after.add(program.next(place)[0]);
                }
            }
            if (!fromStart) {
                after.add(program.start());
            }
            var now = closure(after);
            if (!toEnd && now.sorted.length > 0 && now.sorted[0] == ByteProgram.MATCH) {
                next = FOUND;
            } else {
                if (places.size() > STATES_MAX && !stateOf.containsKey(now)) {
                    forget();
                    return state(now); // the row that led here is gone
                }
                next = state(now);
            }
        }
        table[state + column] = next;
        return next;
    }
}
