package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.tools.ByteRegex.Either;
import dev.bestcode.tools.ByteRegex.OneOf;
import dev.bestcode.tools.ByteRegex.Repeat;
import dev.bestcode.tools.ByteRegex.Sequence;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Finds runs of bytes of which every match contains one, so that most files and lines can be
/// refused by a plain search, which is many times faster than matching.
/// @param anyOf the runs; none when nothing is known
/// @param folded whether they are to be sought in a text with [#FOLD] set in every byte, which a
///     letter of either case has in common with the other
record ByteLiteral(List<Bytes> anyOf, boolean folded) {
    static final int FOLD = 0x20;

    /// Below this nearly every file has one of them.
    private static final int SHORTEST = 3;

    /// Each is sought for itself.
    private static final int RUNS_MAX = 6;

    private static final List<Bytes> UNKNOWN = List.of();

    ByteLiteral {
        anyOf = List.copyOf(anyOf);
    }

    /// Sought as it is where that can be, which is cheaper.
    static ByteLiteral in(ByteRegex regex) {
        var exact = runs(regex, false);
        if (exact.size() == 1 || shortest(exact) >= SHORTEST) {
            return new ByteLiteral(exact, false);
        }
        var folded = runs(regex, true);
        return shortest(folded) >= SHORTEST
                ? new ByteLiteral(folded, true)
                : new ByteLiteral(UNKNOWN, false);
    }

    private static List<Bytes> runs(ByteRegex regex, boolean fold) {
        return switch (regex) {
            case OneOf(var bytes) -> single(bytes, fold);
            case Sequence(var parts) -> sequence(parts, fold);
            case Repeat(var part, var min, _) -> min > 0 ? runs(part, fold) : UNKNOWN;
            case Either(var choices) -> either(choices, fold);
        };
    }

    private static List<Bytes> sequence(List<ByteRegex> parts, boolean fold) {
        var best = UNKNOWN;
        var run = new ByteArrayOutputStream();
        for (var part : parts) {
            var inner = runs(part, fold);
            if (part instanceof OneOf && inner.size() == 1) {
                run.writeBytes(inner.getFirst().toByteArray());
                continue;
            }
            if (!part.equals(ByteRegex.EMPTY)) {
                best = better(best, List.of(Bytes.of(run.toByteArray())));
                run.reset();
            }
            best = better(best, inner);
        }
        return better(best, List.of(Bytes.of(run.toByteArray())));
    }

    private static List<Bytes> either(List<ByteRegex> choices, boolean fold) {
        List<Bytes> all = new ArrayList<>();
        for (var choice : choices) {
            var inner = runs(choice, fold);
            if (inner.isEmpty() || all.size() + inner.size() > RUNS_MAX) {
                return UNKNOWN;
            }
            all.addAll(inner);
        }
        return all;
    }

    /// Whether the expression is those bytes and nothing else.
    boolean isAllOf(ByteRegex regex) {
        return !folded
                && anyOf.size() == 1
                && switch (regex) {
                    case OneOf _ -> anyOf.getFirst().size() == 1;
                    case Sequence(var parts) ->
                            parts.size() == anyOf.getFirst().size()
                                    && parts.stream().allMatch(OneOf.class::isInstance);
                    case Repeat _, Either _ -> false;
                };
    }

    private static List<Bytes> single(ByteSet set, boolean fold) {
        int found = -1;
        for (int value = 0; value < 256; value++) {
            if (set.contains(value)) {
                int sought = fold ? value | FOLD : value;
                if (found >= 0 && found != sought) {
                    return UNKNOWN;
                }
                found = sought;
            }
        }
        return found < 0 ? UNKNOWN : List.of(Bytes.of(new byte[] {(byte) found}));
    }

    private static List<Bytes> better(List<Bytes> a, List<Bytes> b) {
        int longer = Integer.compare(shortest(b), shortest(a));
        return longer > 0 || (longer == 0 && b.size() < a.size()) ? b : a;
    }

    private static int shortest(List<Bytes> runs) {
        return runs.stream().mapToInt(Bytes::size).min().orElse(0);
    }
}
