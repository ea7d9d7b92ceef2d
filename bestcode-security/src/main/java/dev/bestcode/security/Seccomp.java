package dev.bestcode.security;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Which system calls a child may make: all but those with which it could reach beyond the other
/// walls, or into parts of the kernel that builds do not need and that were broken before.
///
/// A list of what is refused, and not of what is allowed, because a toolchain that fails for want
/// of a harmless call is a wall that people switch off. What is newer than this list is refused as
/// unknown, as an older kernel would.
final class Seccomp {
    /// What sockets a child may make, by what else stands.
    enum Sockets {
        /// A network namespace and a mount namespace stand: what is there to connect to is its own.
        OWN_NETWORK,
        /// Landlock knows the TCP ports; whatever it does not see is closed.
        TCP_BY_PORT,
        /// Nothing else holds them.
        NONE
    }

    private static final List<SystemCall> REFUSED =
            List.of(
                    // other processes
                    SystemCall.PTRACE,
                    SystemCall.PROCESS_VM_READV,
                    SystemCall.PROCESS_VM_WRITEV,
                    SystemCall.PROCESS_MADVISE,
                    SystemCall.PIDFD_GETFD,
                    SystemCall.KCMP,
                    // mounts and namespaces
                    SystemCall.MOUNT,
                    SystemCall.UMOUNT2,
                    SystemCall.PIVOT_ROOT,
                    SystemCall.CHROOT,
                    SystemCall.OPEN_TREE,
                    SystemCall.MOVE_MOUNT,
                    SystemCall.MOUNT_SETATTR,
                    SystemCall.FSOPEN,
                    SystemCall.FSCONFIG,
                    SystemCall.FSMOUNT,
                    SystemCall.FSPICK,
                    SystemCall.UNSHARE,
                    SystemCall.SETNS,
                    SystemCall.NAME_TO_HANDLE_AT,
                    SystemCall.OPEN_BY_HANDLE_AT,
                    SystemCall.FANOTIFY_INIT,
                    // keys that outlive the child
                    SystemCall.ADD_KEY,
                    SystemCall.REQUEST_KEY,
                    SystemCall.KEYCTL,
                    // parts of the kernel that filters do not see into, or that are often broken
                    SystemCall.IO_URING_SETUP,
                    SystemCall.IO_URING_ENTER,
                    SystemCall.IO_URING_REGISTER,
                    SystemCall.BPF,
                    SystemCall.PERF_EVENT_OPEN,
                    SystemCall.USERFAULTFD,
                    SystemCall.LOOKUP_DCOOKIE,
                    // the machine
                    SystemCall.ACCT,
                    SystemCall.CLOCK_SETTIME,
                    SystemCall.SETTIMEOFDAY,
                    SystemCall.SETHOSTNAME,
                    SystemCall.SETDOMAINNAME,
                    SystemCall.SWAPON,
                    SystemCall.SWAPOFF,
                    SystemCall.REBOOT,
                    SystemCall.KEXEC_LOAD,
                    SystemCall.KEXEC_FILE_LOAD,
                    SystemCall.INIT_MODULE,
                    SystemCall.FINIT_MODULE,
                    SystemCall.DELETE_MODULE,
                    SystemCall.CREATE_MODULE,
                    SystemCall.QUOTACTL,
                    SystemCall.QUOTACTL_FD,
                    SystemCall.SYSLOG,
                    SystemCall.VHANGUP,
                    SystemCall.IOPL,
                    SystemCall.IOPERM,
                    SystemCall.MODIFY_LDT,
                    SystemCall.USELIB);

    private static final int NAMESPACES =
            Flags.CLONE_NEWTIME
                    | Flags.CLONE_NEWNS
                    | Flags.CLONE_NEWCGROUP
                    | Flags.CLONE_NEWUTS
                    | Flags.CLONE_NEWIPC
                    | Flags.CLONE_NEWUSER
                    | Flags.CLONE_NEWPID
                    | Flags.CLONE_NEWNET;

    /// Input that a terminal would take for typed, and the console's own functions.
    private static final int TIOCSTI = 0x5412;

    private static final int TIOCLINUX = 0x541C;

    private static final int PERSONALITY_ASKED = 0xFFFFFFFF;

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    private static final int NETLINK_ROUTE = 0;
    private static final int TYPE_MASK = 0xF;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int IPPROTO_TCP = 6;

    /// Connects without the call that Landlock looks at.
    private static final int MSG_FASTOPEN = 0x20000000;

    /// A file with one of these runs as its owner or its group: as root, where the workspace is
    /// root's and is shown to the child as its own.
    private static final int SETUID_OR_SETGID = 06000;

    /// Numbers that are compared one by one.
    private static final int LEAF = 3;

    private final Architecture architecture;
    private final BpfProgram program = new BpfProgram();
    private final NavigableMap<Integer, BpfProgram> decisions = new TreeMap<>();

    private Seccomp(Architecture architecture) {
        this.architecture = architecture;
    }

    static BpfProgram filter(Architecture architecture, Sockets sockets) {
        var filter = new Seccomp(architecture);
        filter.numbers();
        filter.processes();
        filter.modes();
        filter.sockets(sockets);
        return filter.program.append(tree(List.copyOf(filter.decisions.entrySet())));
    }

    /// The kernel asks the filter about every number when it is raised, and about some at each
    /// call, so a number is looked for by halves.
    private static BpfProgram tree(List<Map.Entry<Integer, BpfProgram>> decisions) {
        if (decisions.size() <= LEAF) {
            var leaf = new BpfProgram();
            decisions.forEach(
                    each ->
                            leaf.unlessEqualSkip(each.getKey(), each.getValue().size())
                                    .append(each.getValue()));
            return leaf.allow();
        }
        int middle = decisions.size() / 2;
        var lower = tree(decisions.subList(0, middle));
        return new BpfProgram()
                .ifGreaterSkip(decisions.get(middle - 1).getKey(), lower.size())
                .append(lower)
                .append(tree(decisions.subList(middle, decisions.size())));
    }

    private void numbers() {
        program.loadArchitecture()
                .ifEqualSkip(architecture.audit(), 1)
                .killProcess() // numbers of another machine mean other calls
                .loadNumber()
                .unlessGreaterSkip(SystemCall.NEWEST, 1) // and so those of the x32 machine
                .fail(Errno.ENOSYS);
        for (var call : REFUSED) {
            on(call, new BpfProgram().fail(Errno.EPERM));
        }
    }

    private void processes() {
        // Its flags lie in memory, where a filter cannot look; C libraries then take the older
        // call.
        on(SystemCall.CLONE3, new BpfProgram().fail(Errno.ENOSYS));
        on(
                SystemCall.CLONE,
                new BpfProgram()
                        .loadArgument(0)
                        .unlessAnyBitSkip(NAMESPACES, 1)
                        .fail(Errno.EPERM)
                        .allow());
        on(
                SystemCall.IOCTL,
                new BpfProgram()
                        .loadArgument(1)
                        .unlessEqualSkip(TIOCSTI, 1)
                        .fail(Errno.EPERM)
                        .unlessEqualSkip(TIOCLINUX, 1)
                        .fail(Errno.EPERM)
                        .allow());
        on(
                SystemCall.PERSONALITY,
                new BpfProgram()
                        .loadArgument(0)
                        .unlessEqualSkip(0, 1)
                        .allow()
                        .unlessEqualSkip(PERSONALITY_ASKED, 1)
                        .allow()
                        .fail(Errno.EPERM));
    }

    /// No file is left that runs as its owner, whoever starts it and wherever it is moved to.
    /// @see "systemd.exec(5), RestrictSUIDSGID"
    private void modes() {
        // Its mode lies in memory, where a filter cannot look; programs then take the older call.
        on(SystemCall.OPENAT2, new BpfProgram().fail(Errno.ENOSYS));
        on(SystemCall.CHMOD, plainMode(1));
        on(SystemCall.FCHMOD, plainMode(1));
        on(SystemCall.FCHMODAT, plainMode(2));
        on(SystemCall.FCHMODAT2, plainMode(2));
        on(SystemCall.MKDIR, plainMode(1));
        on(SystemCall.MKDIRAT, plainMode(2));
        on(SystemCall.MKNOD, plainMode(1));
        on(SystemCall.MKNODAT, plainMode(2));
        on(SystemCall.CREAT, plainMode(1));
        on(SystemCall.OPEN, plainModeOfWhatIsMade(1));
        on(SystemCall.OPENAT, plainModeOfWhatIsMade(2));
    }

    private static BpfProgram plainMode(int modeArgument) {
        return new BpfProgram()
                .loadArgument(modeArgument)
                .unlessAnyBitSkip(SETUID_OR_SETGID, 1)
                .fail(Errno.EPERM)
                .allow();
    }

    private static BpfProgram plainModeOfWhatIsMade(int flagsArgument) {
        var mode = plainMode(flagsArgument + 1);
        return new BpfProgram()
                .loadArgument(flagsArgument)
                .unlessAnyBitSkip(Flags.O_CREAT | Flags.O_TMPFILE, mode.size())
                .append(mode)
                .allow();
    }

    private void sockets(Sockets sockets) {
        on(
                SystemCall.SOCKETPAIR,
                new BpfProgram()
                        .loadArgument(0)
                        .unlessEqualSkip(AF_UNIX, 1)
                        .allow()
                        .fail(Errno.EAFNOSUPPORT));
        on(
                SystemCall.SOCKET,
                switch (sockets) {
                    case OWN_NETWORK -> ownNetwork();
                    case TCP_BY_PORT -> tcp();
                    case NONE -> new BpfProgram().fail(Errno.EACCES);
                });
        if (sockets == Sockets.TCP_BY_PORT) {
            on(SystemCall.SENDTO, withoutFastOpen(3));
            on(SystemCall.SENDMSG, withoutFastOpen(2));
            on(SystemCall.SENDMMSG, withoutFastOpen(3));
        }
    }

    private static BpfProgram ownNetwork() {
        var types =
                new BpfProgram()
                        .loadArgument(1)
                        .and(TYPE_MASK)
                        .unlessEqualSkip(SOCK_STREAM, 1)
                        .allow()
                        .unlessEqualSkip(SOCK_DGRAM, 1)
                        .allow()
                        .fail(Errno.EACCES);
        return new BpfProgram()
                .loadArgument(0)
                .unlessEqualSkip(AF_UNIX, 1)
                .allow()
                .unlessEqualSkip(AF_INET, types.size())
                .append(types)
                .unlessEqualSkip(AF_INET6, types.size())
                .append(types)
                .unlessEqualSkip(AF_NETLINK, 4)
                .loadArgument(2)
                .unlessEqualSkip(NETLINK_ROUTE, 1)
                .allow()
                .fail(Errno.EAFNOSUPPORT)
                .fail(Errno.EAFNOSUPPORT);
    }

    /// TCP proper: its relatives (MPTCP, SMC, SCTP) connect past Landlock's rules.
    private static BpfProgram tcp() {
        var plain =
                new BpfProgram()
                        .loadArgument(1)
                        .and(TYPE_MASK)
                        .unlessEqualSkip(SOCK_STREAM, 5)
                        .loadArgument(2)
                        .unlessEqualSkip(0, 1)
                        .allow()
                        .unlessEqualSkip(IPPROTO_TCP, 1)
                        .allow()
                        .fail(Errno.EACCES);
        return new BpfProgram()
                .loadArgument(0)
                .unlessEqualSkip(AF_INET, plain.size())
                .append(plain)
                .unlessEqualSkip(AF_INET6, plain.size())
                .append(plain)
                .fail(Errno.EAFNOSUPPORT);
    }

    private static BpfProgram withoutFastOpen(int flagsArgument) {
        return new BpfProgram()
                .loadArgument(flagsArgument)
                .unlessAnyBitSkip(MSG_FASTOPEN, 1)
                .fail(Errno.EACCES)
                .allow();
    }

    /// What is decided of one call, in full: its program ends in an answer.
    private void on(SystemCall call, BpfProgram decision) {
        int number = call.number(architecture);
        if (number != SystemCall.ABSENT) {
            decisions.put(number, decision);
        }
    }
}
