package dev.bestcode.security;

/// System calls by their numbers, which differ by architecture. A test holds them against the
/// headers of the kernel where those are installed.
/// @see "Linux: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h"
enum SystemCall {
    ACCT(163, 89),
    ADD_KEY(248, 217),
    BPF(321, 280),
    CHMOD(90, SystemCall.ABSENT),
    CHROOT(161, 51),
    CLOCK_SETTIME(227, 112),
    CLONE(56, 220),
    CLONE3(435, 435),
    CLOSE(3, 57),
    CREATE_MODULE(174, SystemCall.ABSENT),
    CREAT(85, SystemCall.ABSENT),
    DELETE_MODULE(176, 106),
    FANOTIFY_INIT(300, 262),
    FCHMOD(91, 52),
    FCHMODAT(268, 53),
    FCHMODAT2(452, 452),
    FCHOWNAT(260, 54),
    FINIT_MODULE(313, 273),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSOPEN(430, 430),
    FSPICK(433, 433),
    INIT_MODULE(175, 105),
    IOCTL(16, 29),
    IOPERM(173, SystemCall.ABSENT),
    IOPL(172, SystemCall.ABSENT),
    IO_URING_ENTER(426, 426),
    IO_URING_REGISTER(427, 427),
    IO_URING_SETUP(425, 425),
    KCMP(312, 272),
    KEXEC_FILE_LOAD(320, 294),
    KEXEC_LOAD(246, 104),
    KEYCTL(250, 219),
    KILL(62, 129),
    LANDLOCK_ADD_RULE(445, 445),
    LANDLOCK_CREATE_RULESET(444, 444),
    LANDLOCK_RESTRICT_SELF(446, 446),
    LOOKUP_DCOOKIE(212, 18),
    MKDIR(83, SystemCall.ABSENT),
    MKDIRAT(258, 34),
    MKNOD(133, SystemCall.ABSENT),
    MKNODAT(259, 33),
    MODIFY_LDT(154, SystemCall.ABSENT),
    MOUNT(165, 40),
    MOUNT_SETATTR(442, 442),
    MOVE_MOUNT(429, 429),
    NAME_TO_HANDLE_AT(303, 264),
    OPEN(2, SystemCall.ABSENT),
    OPENAT(257, 56),
    OPENAT2(437, 437),
    OPEN_BY_HANDLE_AT(304, 265),
    OPEN_TREE(428, 428),
    PERF_EVENT_OPEN(298, 241),
    PERSONALITY(135, 92),
    PIDFD_GETFD(438, 438),
    PIDFD_OPEN(434, 434),
    PIDFD_SEND_SIGNAL(424, 424),
    PIPE2(293, 59),
    PIVOT_ROOT(155, 41),
    PRCTL(157, 167),
    PROCESS_MADVISE(440, 440),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    PRLIMIT64(302, 261),
    PTRACE(101, 117),
    QUOTACTL(179, 60),
    QUOTACTL_FD(443, 443),
    READ(0, 63),
    REBOOT(169, 142),
    REQUEST_KEY(249, 218),
    SECCOMP(317, 277),
    SENDMMSG(307, 269),
    SENDMSG(46, 211),
    SENDTO(44, 206),
    SETDOMAINNAME(171, 162),
    SETGROUPS(116, 159),
    SETHOSTNAME(170, 161),
    SETNS(308, 268),
    SETRESGID(119, 149),
    SETRESUID(117, 147),
    SETTIMEOFDAY(164, 170),
    SOCKET(41, 198),
    SOCKETPAIR(53, 199),
    SWAPOFF(168, 225),
    SWAPON(167, 224),
    SYSLOG(103, 116),
    UMOUNT2(166, 39),
    UNSHARE(272, 97),
    USELIB(134, SystemCall.ABSENT),
    USERFAULTFD(323, 282),
    VHANGUP(153, 58),
    WAITID(247, 95),
    WRITE(1, 64);

    /// No call of that name on the architecture.
    static final int ABSENT = -1;

    /// The newest call whose meaning was looked at; later ones are refused unseen.
    static final int NEWEST = 462;

    private final int x86;
    private final int arm;

    SystemCall(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    /// [#ABSENT] where there is none.
    int number(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> x86;
            case AARCH64 -> arm;
        };
    }
}
