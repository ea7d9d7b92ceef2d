package dev.bestcode.security;

/// One try to get through a wall, made inside a sandbox. A script of POSIX `sh`, which ends with 0
/// when it got through.
enum Crossing {
    BE_US(Layer.USER, "run as the user who runs this", "[ \"$(id -u)\" = \"$OUR_UID\" ]"),
    TOUCH(
            Layer.MOUNTS,
            "change the date of a file outside",
            "[ -f \"$OUTSIDE/file\" ] && touch \"$OUTSIDE/file\""),
    WRITE_A_HOOK(Layer.MOUNTS, "write a Git hook", "echo : > .git/hooks/pre-commit"),
    SEE_US(Layer.PROCESSES, "see this process", "[ -d \"/proc/$OUR_PID\" ]"),
    SEE_A_NETWORK(
            Layer.NETWORK,
            "see a network interface besides the loopback",
            "grep -v -e '^ *lo:' /proc/self/net/dev | grep -q ':'"),
    START_MANY(
            Layer.LIMITS,
            "start more processes than allowed",
            "(i=0; while [ $i -lt 64 ]; do sleep 20 & i=$((i+1)); done) 2>/dev/null"),
    READ(Layer.LANDLOCK, "read a file outside", "cat \"$OUTSIDE/file\""),
    WRITE(Layer.LANDLOCK, "write a file outside", "echo x > \"$OUTSIDE/new\""),
    MAKE_A_NAMESPACE(Layer.SECCOMP, "make a namespace", "unshare --user true");

    private final Layer layer;
    private final String words;
    private final String script;

    Crossing(Layer layer, String words, String script) {
        this.layer = layer;
        this.words = words;
        this.script = script;
    }

    Layer layer() {
        return layer;
    }

    String words() {
        return words;
    }

    String script() {
        return script;
    }
}
