package dev.bestcode.security;

/// Constants of system calls, the same on both architectures.
/// @see "Linux: include/uapi/linux/{fcntl,sched,mount,prctl,seccomp,landlock}.h"
final class Flags {
    static final int AT_FDCWD = -100;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int AT_RECURSIVE = 0x8000;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_CLOEXEC = 0x80000;
    static final int O_TMPFILE = 0x400000;
    static final int O_PATH = 0x200000;

    static final int CLONE_FS = 0x200;
    static final int CLONE_NEWTIME = 0x80;
    static final int CLONE_NEWNS = 0x20000;
    static final int CLONE_NEWCGROUP = 0x2000000;
    static final int CLONE_NEWUTS = 0x4000000;
    static final int CLONE_NEWIPC = 0x8000000;
    static final int CLONE_NEWUSER = 0x10000000;
    static final int CLONE_NEWPID = 0x20000000;
    static final int CLONE_NEWNET = 0x40000000;

    static final int MS_NOSUID = 2;
    static final int MS_NODEV = 4;
    static final int MS_NOEXEC = 8;
    static final int MS_REC = 0x4000;
    static final int MS_PRIVATE = 0x40000;
    static final int OPEN_TREE_CLONE = 1;
    static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    static final int MOUNT_ATTR_RDONLY = 1;
    static final int MOUNT_ATTR_NOSUID = 2;
    static final int MOUNT_ATTR_NODEV = 4;
    static final int MOUNT_ATTR_IDMAP = 0x100000;

    static final int PR_SET_NO_NEW_PRIVS = 38;
    static final int SECCOMP_SET_MODE_FILTER = 1;
    static final int SECCOMP_GET_ACTION_AVAIL = 2;

    static final int WAIT_BY_PID = 1;
    static final int WAIT_EXITED = 4;
    static final int WAIT_LEAVE = 0x1000000;
    static final int CHILD_EXITED = 1;

    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private Flags() {}
}
