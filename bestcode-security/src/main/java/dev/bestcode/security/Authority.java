package dev.bestcode.security;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Predeclared;

import java.util.Map;

/// What follows from reaching a listener, and what holds it to that.
enum Authority {
    READ_WORKSPACE(
            "reads files of the workspace",
            "paths are resolved beneath the workspace's root, in this process"),
    WRITE_WORKSPACE(
            "changes files of the workspace, except inside .git and .bestcode",
            "paths are resolved beneath the workspace's root, in this process"),
    START_PROGRAMS(
            "starts the programs below with the arguments of their policies, and whatever those start",
            Authority.WALLS),
    RUN_A_COMMAND(
            "starts a program of its own with arguments of fixed kinds, and whatever that starts",
            Authority.WALLS),
    JOBS(
            "reads what background programs print, and ends them",
            "its own code: it knows the programs of the run that called it and no others"),
    FETCH(
            "reads pages of the hosts that are open to it below, and tells them what it asks for",
            "its own way out, a proxy of this process with the exact list of hosts"),
    SKILL(
            "tells how certain work is done, as the user and a trusted project wrote it down",
            "its own code: it tells what was read at the start and reads nothing"),
    MODEL(
            "sends the conversation to the model provider",
            "only this listener talks to it, at the address that the user gave"),
    THINK("thinks: sends to the listeners that it reaches", "the dispatch table"),
    COMPONENT(
            "runs a WebAssembly component with the folders, variables and hosts below",
            "the component's runtime, where this build has one"),
    SERVER(
            "sends its calls to a server that the organism names, and whatever that does with them",
            "the walls of the operating system around its program; nothing where it is elsewhere"),
    CALL_ORGANISM(
            "calls an organism, with at most the rights of the caller",
            "the intersection of both tables"),
    RECALL(
            "shows its caller's conversation again",
            "its own code: it reads the thread that called it and no other"),
    CODE(
            "runs code of this process that the organism does not describe",
            "nothing: code in this process is trusted");

    static final String COMMAND_EXEC = "command-exec";
    static final String COMMAND_JOBS = "command-jobs";

    /// What holds programs depends on the machine, see [StandingWalls].
    private static final String WALLS = "the walls of the operating system";

    private static final Map<String, Authority> NATIVE =
            Map.of(
                    "file-read",
                    READ_WORKSPACE,
                    "glob",
                    READ_WORKSPACE,
                    "grep",
                    READ_WORKSPACE,
                    "codebase-index",
                    READ_WORKSPACE,
                    "file-write",
                    WRITE_WORKSPACE,
                    "file-edit",
                    WRITE_WORKSPACE,
                    COMMAND_EXEC,
                    START_PROGRAMS,
                    COMMAND_JOBS,
                    JOBS,
                    Predeclared.WEB_FETCH,
                    FETCH,
                    Predeclared.SKILL,
                    SKILL);

    private final String words;
    private final String wall;

    Authority(String words, String wall) {
        this.words = words;
        this.wall = wall;
    }

    String words() {
        return words;
    }

    String wall() {
        return wall;
    }

    static Authority of(ListenerSpec listener) {
        return switch (listener.handler()) {
            case HandlerNames.AGENT -> THINK;
            case HandlerNames.LLM -> MODEL;
            case HandlerNames.RECALL -> RECALL;
            case HandlerNames.WASM -> COMPONENT;
            case HandlerNames.MCP -> SERVER;
            case HandlerNames.ORGANISM -> CALL_ORGANISM;
            case HandlerNames.TOOL -> NATIVE.getOrDefault(listener.name(), tool(listener.name()));
            default -> CODE;
        };
    }

    private static Authority tool(String name) {
        return Predeclared.STARTERS.contains(name) ? RUN_A_COMMAND : CODE;
    }

    boolean startsPrograms() {
        return this == START_PROGRAMS || this == RUN_A_COMMAND;
    }
}
