package dev.bestcode.tools;

import java.util.Optional;

/// Numbers of the Linux system calls that differ by architecture. An architecture that is not in
/// the table has none: a wrong number would be worse than no call.
/// @see "Linux, include/uapi/asm-generic/fcntl.h and arch/*/include/uapi/asm/fcntl.h"
record LinuxFlags(int directory, int noFollow, int largeFile) {
    static final int READ_ONLY = 0;
    static final int WRITE_ONLY = 1;
    static final int READ_WRITE = 2;
    static final int CREATE = 0x40;
    static final int EXCLUSIVE = 0x80;
    static final int NO_TERMINAL = 0x100;
    static final int NON_BLOCKING = 0x800;
    static final int CLOSE_ON_EXEC = 0x80000;

    static final long RESOLVE_NO_XDEV = 0x01;
    static final long RESOLVE_NO_MAGICLINKS = 0x02;
    static final long RESOLVE_NO_SYMLINKS = 0x04;
    static final long RESOLVE_BENEATH = 0x08;

    /// The same on every architecture.
    static final long OPENAT2 = 437;

    static final int AT_EMPTY_PATH = 0x1000;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVE_DIRECTORY = 0x200;

    /// Exclusive, and without waiting.
    static final int LOCK_EX_NB = 0x6;

    static Optional<LinuxFlags> ofThisMachine() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(new LinuxFlags(0x10000, 0x20000, 0x8000));
            case "aarch64" -> Optional.of(new LinuxFlags(0x4000, 0x8000, 0x20000));
            default -> Optional.empty();
        };
    }
}
