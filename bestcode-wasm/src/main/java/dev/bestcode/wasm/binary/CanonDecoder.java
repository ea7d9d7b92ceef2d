package dev.bestcode.wasm.binary;

import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.UnsupportedFeatureException;

import java.util.List;

/// Reads canonical definitions: the bridges between core functions and component functions.
final class CanonDecoder {
    private static final String SYNC =
            "Rebuild the component without asynchronous functions, for componentize-qjs with --sync.";

    private final ByteCursor in;

    CanonDecoder(ByteCursor in) {
        this.in = in;
    }

    Definition canon() {
        int start = in.offset();
        int kind = in.u8();
        return switch (kind) {
            case 0 -> {
                in.expect(0, "sort of a lift");
                int func = in.index();
                yield new Definition.Lift(func, options(), in.index());
            }
            case 1 -> {
                in.expect(0, "sort of a lower");
                yield new Definition.Lower(in.index(), options());
            }
            case 2 -> new Definition.ResourceNew(in.index());
            case 3 -> new Definition.ResourceDrop(in.index());
            case 4 -> new Definition.ResourceRep(in.index());
            default -> {
                if (kind <= 0x2d || (kind >= 0x40 && kind <= 0x42)) {
                    throw new UnsupportedFeatureException(
                            start, "an asynchronous built-in (0x%02x)".formatted(kind), SYNC);
                }
                throw new MalformedComponentException(start, "canonical definition is malformed");
            }
        };
    }

    private List<CanonOption> options() {
        return in.list(this::option);
    }

    private CanonOption option() {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> new CanonOption.Encoding(StringEncoding.UTF8);
            case 1 -> new CanonOption.Encoding(StringEncoding.UTF16);
            case 2 -> new CanonOption.Encoding(StringEncoding.LATIN1_UTF16);
            case 3 -> new CanonOption.Memory(in.index());
            case 4 -> new CanonOption.Realloc(in.index());
            case 5 -> new CanonOption.PostReturn(in.index());
            case 6, 7 ->
                    throw new UnsupportedFeatureException(start, "an asynchronous function", SYNC);
            case 8, 9 ->
                    throw new UnsupportedFeatureException(
                            start,
                            "a garbage-collected value between modules",
                            "Build the component without it.");
            default -> throw new MalformedComponentException(start, "option is malformed");
        };
    }
}
