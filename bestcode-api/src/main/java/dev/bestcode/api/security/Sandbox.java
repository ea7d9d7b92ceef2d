package dev.bestcode.api.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Starts programs inside the walls that the operating system raises here, around one workspace.
/// Safe from any worker.
///
/// A child reads what programs need and what it was granted, writes the workspace, a private folder
/// for temporary files and what it was granted, gets the variables of its request and a few that
/// the walls need (`HOME`, `TMPDIR`, those of the way out), and reads from its input what whoever
/// started it writes, where the request says that somebody does.
public interface Sandbox extends AutoCloseable {
    /// Each wall, and whether it stands here around a child with such grants.
    List<Wall> walls(CommandGrants grants);

    /// Whether a child with such grants can be let run without anybody being asked: it cannot
    /// write, connect or outlive its call beyond what it was granted.
    boolean contains(CommandGrants grants);

    /// Start a program. Takes a while, as files do.
    /// @param note takes what identifies the child, to be kept for [#sweep], before anybody learns
    /// of the child; when it throws, the child has ended
    /// @throws SandboxException when the program does not start, or the grants require a wall that
    ///     does not stand
    Child start(Request request, Consumer<Started> note) throws SandboxException;

    /// End what is left of a child that an earlier process of this system started. Another process
    /// that has its number by now is left alone.
    /// @return how many processes were ended
    int sweep(Started earlier);

    /// End every child that is left, and take down what was set up for them.
    @Override
    void close();

    /// A wall.
    /// @param name such as `landlock`
    /// @param reason why it does not stand; of one that stands, what it holds
    record Wall(String name, boolean stands, String reason) {}

    /// A program to start.
    /// @param program absolute
    /// @param arguments with the name that the program is called by as first
    /// @param directory absolute, where it starts
    /// @param environment all that it gets, but for what the walls need
    /// @param profile whose way out it has
    /// @param oneStream whether errors go where the output goes, in the order printed
    /// @param fed whether its input is what is written to [Child#input]; else it is at its end
    record Request(
            Path program,
            List<String> arguments,
            Path directory,
            Map<String, String> environment,
            String profile,
            CommandGrants grants,
            Limits limits,
            boolean oneStream,
            boolean fed) {
        public Request {
            arguments = List.copyOf(arguments);
            environment = Collections.unmodifiableMap(new TreeMap<>(environment));
            if (!program.isAbsolute() || !directory.isAbsolute() || arguments.isEmpty()) {
                throw new IllegalArgumentException(
                        "program %s and directory %s must be absolute, and the first of %d arguments is its name"
                                .formatted(program, directory, arguments.size()));
            }
            environment.forEach(
                    (name, value) -> {
                        if (name.isEmpty() || name.contains("=") || hasNul(name + value)) {
                            throw new IllegalArgumentException(
                                    "'%s' cannot be a variable of a child".formatted(name));
                        }
                    });
            if (arguments.stream().anyMatch(Request::hasNul)) {
                throw new IllegalArgumentException("an argument has a NUL");
            }
        }

        /// A program that reads nothing.
        public Request(
                Path program,
                List<String> arguments,
                Path directory,
                Map<String, String> environment,
                String profile,
                CommandGrants grants,
                Limits limits,
                boolean oneStream) {
            this(
                    program,
                    arguments,
                    directory,
                    environment,
                    profile,
                    grants,
                    limits,
                    oneStream,
                    false);
        }

        private static boolean hasNul(String text) {
            return text.indexOf('\0') >= 0;
        }
    }

    /// What a child and its descendants may use together.
    /// @param memoryBytes swap included
    /// @param processes alive at once, threads included
    /// @param cpus how many processors' worth of time, 1 or more
    record Limits(long memoryBytes, int processes, int cpus) {
        /// 4 GiB and 512 processes; all processors, so that a build takes the time it takes.
        public static final Limits DEFAULT =
                new Limits(4L << 30, 512, Runtime.getRuntime().availableProcessors());

        public Limits {
            if (memoryBytes < 1 << 20 || processes < 1 || cpus < 1) {
                throw new IllegalArgumentException(
                        "limits of %d bytes, %d processes, %d processors; at least 1 MiB, 1, 1"
                                .formatted(memoryBytes, processes, cpus));
            }
        }
    }

    /// A limit of [Limits] that can be reached.
    enum Limit {
        /// Something that took more memory was killed.
        MEMORY,
        /// A process or a thread more was refused.
        PROCESSES
    }

    /// A program that was started. Used by one worker at a time, but for [#kill].
    interface Child extends AutoCloseable {
        Started process();

        /// What is written here it reads, where the request says so; elsewhere it is dropped. A
        /// write waits while the child does not read.
        default OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        /// What it prints, its errors included where the request says so.
        InputStream output();

        /// What it prints as errors, and nothing of it where they go to the output.
        InputStream errors();

        /// Wait for its end, and end it with all its descendants when the time is up. Descendants
        /// that are left when it has ended by itself are ended too.
        /// @throws InterruptedException when the caller was stopped; everything has ended
        Exit await(Duration limit) throws InterruptedException;

        /// End it with all its descendants.
        /// @return how many processes were ended, as far as they were counted
        int kill();

        /// What it did to protected files and was undone, a sentence each. Complete once it has
        /// ended.
        List<String> findings();

        /// Limits that it or what it started ran into, as far as that is known here. Complete once
        /// it has ended.
        default Set<Limit> limitsReached() {
            return Set.of();
        }

        /// End it, and remove what was private to it.
        @Override
        void close();
    }

    /// How a child ended.
    sealed interface Exit {
        record Exited(int code) implements Exit {}

        record Signalled(int signal) implements Exit {}

        record TimedOut(Duration limit) implements Exit {}
    }

    /// What tells a child from every other process that there is or will be.
    /// @param pid of the child, in the system's own numbers
    /// @param startTicks when it started, in clock ticks since the machine did; 0 where that is not
    ///     known
    /// @param group its process group and session
    /// @param mark in the environment of its descendants, see [#MARK]
    /// @param cgroups absolute paths of control groups that are its own
    record Started(long pid, long startTicks, long group, String mark, List<String> cgroups) {
        /// The variable whose value is the mark.
        public static final String MARK = "BESTCODE_CALL";

        private static final Pattern MARKS = Pattern.compile("[A-Za-z0-9-]{8,128}");

        public Started {
            cgroups = List.copyOf(cgroups);
            if (pid < 1 || startTicks < 0 || group < 1 || !MARKS.matcher(mark).matches()) {
                throw new IllegalArgumentException(
                        "no process is %d, started at %d, of group %d, marked '%s'"
                                .formatted(pid, startTicks, group, mark));
            }
        }
    }

    /// The only way from the network of a profile's children to another machine.
    interface WayOut extends AutoCloseable {
        /// Open a listener on the loopback interface of the calling thread's network. That thread
        /// is one of the children's network: it must not start another one here.
        void open() throws IOException;

        /// The port that was opened.
        int port();

        /// Serve what was opened, and say what a child is told so that it goes this way.
        Map<String, String> environment();

        @Override
        void close();
    }
}
