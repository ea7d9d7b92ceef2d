package dev.bestcode.security;

import java.util.Map;

/// Numbers of errors of the kernel, which are the same on both architectures.
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int EINVAL = 22;
    static final int ENOSYS = 38;
    static final int ENODATA = 61;
    static final int EAFNOSUPPORT = 97;

    private static final Map<Integer, String> WORDS =
            Map.ofEntries(
                    Map.entry(EPERM, "not permitted"),
                    Map.entry(ENOENT, "no such file or directory"),
                    Map.entry(ESRCH, "no such process"),
                    Map.entry(7, "arguments too long"),
                    Map.entry(8, "not a program of this machine"),
                    Map.entry(11, "no more processes allowed"),
                    Map.entry(12, "out of memory"),
                    Map.entry(EACCES, "permission denied"),
                    Map.entry(EBUSY, "busy"),
                    Map.entry(20, "not a directory"),
                    Map.entry(EINVAL, "refused by this kernel"),
                    Map.entry(24, "too many open files"),
                    Map.entry(28, "no space or limit reached"),
                    Map.entry(30, "read-only"),
                    Map.entry(ENOSYS, "not in this kernel"),
                    Map.entry(ENODATA, "no answer"),
                    Map.entry(95, "not supported here"));

    private Errno() {}

    static String words(int errno) {
        return WORDS.getOrDefault(errno, "error") + " (errno " + errno + ")";
    }
}
