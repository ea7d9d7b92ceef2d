package dev.bestcode.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A script that tries to get through each wall, and does what must work all the same.
final class CrossingTries {
    /// Each line is one try: its name, then a script that succeeds when it got through.
    static final String TRIES =
            """
            be-root            test "$(id -u)" = 0
            be-the-owner       test "$(id -u)" = "@UID@"
            read-outside       cat "@OUTSIDE@/canary"
            write-outside      echo x > "@OUTSIDE@/canary"
            make-outside       echo x > "@OUTSIDE@/made"
            chmod-outside      chmod 777 "@OUTSIDE@/canary"
            touch-outside      touch -d 2001-01-01 "@OUTSIDE@/canary"
            read-journal       ls "@STATE@/k0"
            read-our-home      ls "@HOME@/.config"
            write-hook         echo id > .git/hooks/post-checkout
            write-git-config   git config core.fsmonitor ./cross
            replace-git        mv .git elsewhere
            write-own-organism echo x > .bestcode/organism.yaml
            see-us             test -d "/proc/@PID@"
            kill-us            kill -0 "@PID@"
            connect-to-host    bash -c ': < /dev/tcp/127.0.0.1/@PORT@'
            make-a-namespace   unshare --user true
            trace              /usr/bin/python3 -c 'import ctypes,sys; sys.exit(0 if ctypes.CDLL(None).ptrace(0,0,0,0) == 0 else 1)'
            """;

    /// What must work all the same.
    static final String USES =
            """
            write-workspace    echo made > made.txt
            write-temp         echo x > /tmp/x && cat /tmp/x
            write-home         echo x > "$HOME/x"
            git                git status --short
            loopback           /usr/bin/python3 -c 'import socket,threading; s=socket.create_server(("127.0.0.1",0)); threading.Thread(target=lambda: s.accept()[0].send(b"x")).start(); c=socket.create_connection(s.getsockname()); assert c.recv(1)==b"x"'
            """;

    static final String ALL = TRIES + USES;

    private CrossingTries() {}

    /// Prints `CROSSED` or `HELD` of each try, `WORKS` or `BROKEN` of each use.
    static String script(WalledProject project, String tries, int port) {
        var body = new StringBuilder("#!/bin/bash\nmkdir -p .bestcode 2>/dev/null\n");
        tries.lines()
                .forEach(
                        line -> {
                            var name = line.split(" ", 2)[0];
                            boolean use = USES.contains(line);
                            body.append(
                                    "if ( %s ) >/dev/null 2>&1; then echo '%s %s'; else echo '%s %s'; fi\n"
                                            .formatted(
                                                    line.substring(name.length()).strip(),
                                                    use ? "WORKS" : "CROSSED",
                                                    name,
                                                    use ? "BROKEN" : "HELD",
                                                    name));
                        });
        return body.toString()
                .replace("@OUTSIDE@", project.outside().toString())
                .replace("@STATE@", project.state().toString())
                .replace("@HOME@", project.folder().toString())
                .replace("@UID@", uid())
                .replace("@PORT@", Integer.toString(port))
                .replace("@PID@", Long.toString(ProcessHandle.current().pid()));
    }

    /// The lines that begin with a word.
    /// @param told with line breaks as in JSON
    static List<String> names(String told, String word) {
        return Stream.of(told.split("\\\\n", -1)).filter(line -> line.startsWith(word)).toList();
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
