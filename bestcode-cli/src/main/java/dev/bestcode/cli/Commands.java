package dev.bestcode.cli;

import picocli.CommandLine;

import java.util.List;

/// The commands below `bestcode`. Only the one that is asked for is loaded: all of them cost more
/// time than most need to answer.
final class Commands {
    /// Some that belong together.
    /// @param names in the order in which one comes to need them
    record Group(List<String> names, String purpose) {}

    /// In the order of the page of help.
    static final List<Group> GROUPS =
            List.of(
                    new Group(
                            List.of("run", "resume", "send", "stop"),
                            "do a task; go on; say more; end it"),
                    new Group(
                            List.of("rewind", "fork"), "undo what it did; give it another future"),
                    new Group(
                            List.of("tui", "acp", "approve"),
                            "a full screen; your editor; calls that wait"),
                    new Group(List.of("runs", "report"), "what has run; a page of one"),
                    new Group(
                            List.of("explain", "replay"),
                            "why it did what it did; the same once more"),
                    new Group(
                            List.of("init", "organism", "trust"),
                            "begin a project; who may do what in it"),
                    new Group(
                            List.of("audit", "doctor", "ports"),
                            "what agents reach, and what holds them"),
                    new Group(
                            List.of("tools", "index", "wasm", "mcp"),
                            "tools; definitions in code; components; servers"),
                    new Group(
                            List.of("journal", "kernel"), "every message; the files that keep it"),
                    new Group(
                            List.of("config", "models", "completion"),
                            "settings and keys; models; for your shell"),
                    new Group(List.of("demo"), "see it work offline, without a key"));

    private Commands() {}

    /// Add the command that the arguments begin with; none where help is asked for, which names
    /// them by itself; all of them where they begin otherwise, or where all are asked about.
    static void addTo(CommandLine root, String... args) {
        var first = args.length == 0 ? "" : args[0];
        var all = GROUPS.stream().flatMap(group -> group.names().stream()).toList();
        var added =
                switch (first) {
                    case "-h", "--help" -> List.<String>of();
                    case "completion" -> all;
                    default -> all.contains(first) ? List.of(first) : all;
                };
        added.forEach(name -> root.addSubcommand(name, named(name)));
    }

    private static Class<?> named(String name) {
        return switch (name) {
            case "run" -> RunCommand.class;
            case "resume" -> ResumeCommand.class;
            case "send" -> SendCommand.class;
            case "stop" -> StopCommand.class;
            case "rewind" -> RewindCommand.class;
            case "fork" -> ForkCommand.class;
            case "tui" -> TuiCommand.class;
            case "acp" -> AcpCommand.class;
            case "approve" -> ApproveCommand.class;
            case "runs" -> RunsCommand.class;
            case "report" -> ReportCommand.class;
            case "replay" -> ReplayCommand.class;
            case "explain" -> ExplainCommand.class;
            case "init" -> InitCommand.class;
            case "organism" -> OrganismCommand.class;
            case "trust" -> TrustCommand.class;
            case "audit" -> AuditCommand.class;
            case "doctor" -> DoctorCommand.class;
            case "ports" -> PortsCommand.class;
            case "tools" -> ToolsCommand.class;
            case "index" -> IndexCommand.class;
            case "wasm" -> WasmCommand.class;
            case "mcp" -> McpCommand.class;
            case "journal" -> JournalCommand.class;
            case "kernel" -> KernelCommand.class;
            case "config" -> ConfigCommand.class;
            case "models" -> ModelsCommand.class;
            case "completion" -> CompletionCommand.class;
            case "demo" -> DemoCommand.class;
            default -> throw new IllegalArgumentException("no command is named " + name);
        };
    }
}
