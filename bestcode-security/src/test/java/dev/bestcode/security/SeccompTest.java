package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What the filter answers, on either architecture, by running it as the kernel would.
@SuppressWarnings(
        "restricted") // the filter is read back from the memory that the kernel would read
class SeccompTest {
    private static final int ALLOW = 0x7FFF0000;
    private static final int KILL = 0x80000000;

    private static int failing(int errno) {
        return 0x50000 | errno;
    }

    /// Interpret a filter over one call.
    private static int answer(
            Architecture filtersFor,
            Seccomp.Sockets sockets,
            int audit,
            int number,
            int... arguments) {
        try (var arena = Arena.ofConfined()) {
            var data = arena.allocate(64, 8);
            data.set(JAVA_INT, 0, number);
            data.set(JAVA_INT, 4, audit);
            for (int i = 0; i < arguments.length; i++) {
                data.set(JAVA_INT, 16 + 8L * i, arguments[i]);
            }
            var program = Seccomp.filter(filtersFor, sockets).in(arena);
            return run(program.get(ADDRESS, 8).reinterpret(8L * program.get(JAVA_SHORT, 0)), data);
        }
    }

    private static int run(MemorySegment code, MemorySegment data) {
        int accumulator = 0;
        int at = 0;
        while (true) {
            long place = 8L * at;
            int operand = code.get(JAVA_INT, place + 4);
            int whenTrue = code.get(JAVA_BYTE, place + 2) & 0xFF;
            int whenFalse = code.get(JAVA_BYTE, place + 3) & 0xFF;
            at++;
            switch (code.get(JAVA_SHORT, place)) {
                case 0x20 -> accumulator = data.get(JAVA_INT, operand);
                case 0x54 -> accumulator &= operand;
                case 0x15 -> at += accumulator == operand ? whenTrue : whenFalse;
                case 0x25 ->
                        at +=
                                Integer.compareUnsigned(accumulator, operand) > 0
                                        ? whenTrue
                                        : whenFalse;
                case 0x45 -> at += (accumulator & operand) != 0 ? whenTrue : whenFalse;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new AssertionError("instruction " + code.get(JAVA_SHORT, place));
            }
        }
    }

    private static int own(Architecture machine, SystemCall call, int... arguments) {
        return answer(
                machine,
                Seccomp.Sockets.OWN_NETWORK,
                machine.audit(),
                call.number(machine),
                arguments);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatReachesBeyondTheWalls(Architecture machine) {
        assertThat(own(machine, SystemCall.MOUNT)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.PTRACE)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.IO_URING_SETUP)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.CLONE3)).isEqualTo(failing(Errno.ENOSYS));
        assertThat(own(machine, SystemCall.CLONE, Flags.CLONE_NEWUSER | 17))
                .isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.IOCTL, 0, 0x5412)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.PERSONALITY, 0x40000)).isEqualTo(failing(Errno.EPERM));
    }

    @ParameterizedTest
    @EnumSource
    void allowsWhatBuildsNeed(Architecture machine) {
        assertThat(own(machine, SystemCall.OPENAT)).isEqualTo(ALLOW);
        assertThat(own(machine, SystemCall.CLONE, 0x3D0F00)).as("a thread").isEqualTo(ALLOW);
        assertThat(own(machine, SystemCall.IOCTL, 1, 0x5413)).isEqualTo(ALLOW);
        assertThat(own(machine, SystemCall.SOCKETPAIR, 1)).isEqualTo(ALLOW);
        assertThat(own(machine, SystemCall.PERSONALITY, -1)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void refusesToMakeAFileThatRunsAsItsOwner(Architecture machine) {
        int setuid = 04755;
        int setgid = 02755;
        for (int mode : new int[] {setuid, setgid, 06000}) {
            assertThat(own(machine, SystemCall.FCHMOD, 3, mode)).isEqualTo(failing(Errno.EPERM));
            assertThat(own(machine, SystemCall.FCHMODAT, -100, 0, mode))
                    .isEqualTo(failing(Errno.EPERM));
            assertThat(own(machine, SystemCall.FCHMODAT2, -100, 0, mode, 0))
                    .isEqualTo(failing(Errno.EPERM));
            assertThat(own(machine, SystemCall.MKDIRAT, -100, 0, mode))
                    .isEqualTo(failing(Errno.EPERM));
            assertThat(own(machine, SystemCall.MKNODAT, -100, 0, mode, 0))
                    .isEqualTo(failing(Errno.EPERM));
            assertThat(own(machine, SystemCall.OPENAT, -100, 0, 0x41, mode))
                    .as("O_CREAT")
                    .isEqualTo(failing(Errno.EPERM));
            assertThat(own(machine, SystemCall.OPENAT, -100, 0, 0x400001, mode))
                    .as("O_TMPFILE")
                    .isEqualTo(failing(Errno.EPERM));
            assertThat(own(machine, SystemCall.OPENAT, -100, 0, 0, mode))
                    .as("no mode is looked at where nothing is made")
                    .isEqualTo(ALLOW);
        }
        assertThat(own(machine, SystemCall.OPENAT2)).isEqualTo(failing(Errno.ENOSYS));
        assertThat(own(machine, SystemCall.FCHMODAT, -100, 0, 01777)).isEqualTo(ALLOW);
        assertThat(own(machine, SystemCall.OPENAT, -100, 0, 0x41, 0755)).isEqualTo(ALLOW);
    }

    @Test
    void refusesItByTheOlderCallsOfOneMachineToo() {
        var machine = Architecture.X86_64;
        int setuid = 04755;

        assertThat(own(machine, SystemCall.CHMOD, 0, setuid)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.CREAT, 0, setuid)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.MKDIR, 0, setuid)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.MKNOD, 0, setuid, 0)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.OPEN, 0, 0x41, setuid)).isEqualTo(failing(Errno.EPERM));
        assertThat(own(machine, SystemCall.OPEN, 0, 0, setuid)).isEqualTo(ALLOW);
        assertThat(own(machine, SystemCall.CHMOD, 0, 0755)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void anotherMachinesNumbersEndTheProcessAndNewerOnesAreUnknown(Architecture machine) {
        int other =
                machine == Architecture.X86_64
                        ? Architecture.AARCH64.audit()
                        : Architecture.X86_64.audit();
        var sockets = Seccomp.Sockets.OWN_NETWORK;

        assertThat(answer(machine, sockets, other, 0)).isEqualTo(KILL);
        assertThat(answer(machine, sockets, machine.audit(), SystemCall.NEWEST + 1))
                .isEqualTo(failing(Errno.ENOSYS));
        assertThat(answer(machine, sockets, machine.audit(), 0x40000000 | 1))
                .as("the x32 machine")
                .isEqualTo(failing(Errno.ENOSYS));
    }

    @ParameterizedTest
    @EnumSource
    void socketsAreThoseThatTheOtherWallsHold(Architecture machine) {
        int socket = SystemCall.SOCKET.number(machine);
        int[] tcp = {2, 1 | 0x80000, 0};
        int[] udp = {2, 2, 0};
        int[] local = {1, 1, 0};
        int[] raw = {2, 3, 1};
        int[] multipath = {2, 1, 262};
        int[] vsock = {40, 1, 0};
        for (var rules : Seccomp.Sockets.values()) {
            boolean own = rules == Seccomp.Sockets.OWN_NETWORK;
            boolean byPort = rules == Seccomp.Sockets.TCP_BY_PORT;
            assertThat(answer(machine, rules, machine.audit(), socket, tcp) == ALLOW)
                    .isEqualTo(own || byPort);
            assertThat(answer(machine, rules, machine.audit(), socket, udp) == ALLOW)
                    .isEqualTo(own);
            assertThat(answer(machine, rules, machine.audit(), socket, local) == ALLOW)
                    .isEqualTo(own);
            assertThat(answer(machine, rules, machine.audit(), socket, raw)).isNotEqualTo(ALLOW);
            assertThat(answer(machine, rules, machine.audit(), socket, vsock)).isNotEqualTo(ALLOW);
            assertThat(answer(machine, rules, machine.audit(), socket, multipath) == ALLOW)
                    .isEqualTo(own);
        }
    }
}
