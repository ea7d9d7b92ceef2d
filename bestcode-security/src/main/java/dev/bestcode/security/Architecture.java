package dev.bestcode.security;

import java.util.Optional;

/// The machines whose system calls are known. On any other there is no wall, rather than a wrong
/// number.
/// @see "Linux: include/uapi/linux/audit.h, include/uapi/asm-generic/fcntl.h,
/// arch/arm64/include/uapi/asm/fcntl.h"
enum Architecture {
    X86_64(0xC000003E, 0x20000),
    AARCH64(0xC00000B7, 0x8000);

    private final int audit;
    private final int noFollow;

    Architecture(int audit, int noFollow) {
        this.audit = audit;
        this.noFollow = noFollow;
    }

    /// What a filter of system calls is told of the caller's machine.
    int audit() {
        return audit;
    }

    /// The flag `O_NOFOLLOW` of `openat`.
    int noFollow() {
        return noFollow;
    }

    /// @param osArch as in the system property `os.arch`
    static Optional<Architecture> named(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64", "arm64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
