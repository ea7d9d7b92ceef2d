package dev.bestcode.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// WebAssembly components of a few bytes, made without a toolchain.
public final class HandMadeComponents {
    private static final byte[] HEAD = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};

    /// `echo: func(text: string) -> string`
    private static final String ECHO =
            "0061736d0d00010001750061736d01000000010f0260047f7f7f7f017f60027f7f017f030302000105030100010607017f01"
                    + "41c0000b071b03066d656d6f72790200077265616c6c6f630000046563686f00010a2a021301017f2300230020036a41076a"
                    + "41787124000b1401017f410820003602004108200136020441080b02040100000006210300020100066d656d6f7279000001"
                    + "00077265616c6c6f6300000100046563686f070b0140010474657874730073080a010000010203000400000b0a0100046563"
                    + "686f010000";

    private HandMadeComponents() {}

    public static byte[] echo() {
        return HexFormat.of().parseHex(ECHO);
    }

    /// A module, and no component: eight bytes are one.
    public static byte[] coreModule() {
        return new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0};
    }

    /// Imports an interface with one function, `ask: func() -> u32`, and exports nothing.
    public static byte[] importing(String name) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HEAD);
        byte[] type = {1, 0x42, 2, 1, 0x40, 0, 0, 0x79, 4, 0, 3, 'a', 's', 'k', 1, 0};
        section(7, type, out);
        var imported = new ByteArrayOutputStream();
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        imported.write(1);
        imported.write(0);
        imported.write(bytes.length);
        imported.writeBytes(bytes);
        imported.write(5);
        imported.write(0);
        section(10, imported.toByteArray(), out);
        return out.toByteArray();
    }

    private static void section(int id, byte[] content, ByteArrayOutputStream out) {
        out.write(id);
        out.write(content.length);
        out.writeBytes(content);
    }
}
