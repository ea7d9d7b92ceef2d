package dev.bestcode.benchmarks;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.say;

import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What the Control Room costs beside a history that grows: at each mark its model falls silent,
/// and bytes, frames, processor time and memory of the process are taken.
@Command(
        name = "room-frames",
        description =
                "Bytes and processor time of frames, idle time and memory of the full screen.",
        mixinStandardHelpOptions = true)
final class RoomFrames implements Callable<Integer> {
    private static final int COLUMNS = 120;
    private static final int ROWS = 40;
    private static final int LINES_EACH = 1_000;
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration MARK_MAX = Duration.ofMinutes(10);

    /// Longer than the time between two frames, so that each key has one of its own.
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(50);

    @Mixin private DataOption data;

    @Mixin private Report report;

    @Option(
            names = "--bestcode",
            required = true,
            paramLabel = "FILE",
            description = "The command to measure, such as ./bestcode.")
    private Path bestcode = Path.of("");

    @Option(
            names = "--lines",
            defaultValue = "100000",
            description = "Of history from one mark to the next.")
    private int lines;

    @Option(names = "--marks", defaultValue = "3", description = "How often to measure.")
    private int marks;

    @Option(names = "--keys", defaultValue = "200", description = "Pressed of each kind at a mark.")
    private int keys;

    @Option(names = "--idle", defaultValue = "10", description = "Seconds to do nothing in.")
    private int idleSeconds;

    private final Semaphore atMark = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);

    @Override
    public Integer call() throws InterruptedException {
        var table =
                new Table(
                        "The Control Room, %d columns, %d rows".formatted(COLUMNS, ROWS),
                        "lines said",
                        "idle CPU ms/s",
                        "idle bytes",
                        "key: frames",
                        "B/frame",
                        "CPU ms/frame",
                        "page: frames",
                        "B/frame",
                        "largest B so far",
                        "CPU ms/frame",
                        "resident MiB");
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var workload = Workload.in(folder, 1, 0).withoutBounds();
            try (var model = ScriptedModel.builder().script(steps()).start();
                    var terminal = room(folder, workload, model)) {
                terminal.awaitQuiet(QUIET);
                terminal.type("go\r");
                for (int mark = 1; mark <= marks; mark++) {
                    if (!atMark.tryAcquire(MARK_MAX.toSeconds(), TimeUnit.SECONDS)) {
                        throw new IllegalStateException(
                                "mark %d is never reached; %d steps are left"
                                        .formatted(mark, model.stepsLeft()));
                    }
                    terminal.awaitQuiet(QUIET);
                    measure((long) mark * lines, terminal, table);
                    goOn.release();
                }
                terminal.awaitQuiet(QUIET);
                terminal.type("\u0004");
                terminal.awaitEnd();
            }
        }
        table.print(System.out);
        return 0;
    }

    private PseudoTerminal room(DataFolder folder, Workload workload, ScriptedModel model) {
        var command =
                List.of(
                        bestcode.toAbsolutePath().toString(),
                        "tui",
                        "--base-url",
                        model.baseUrl(),
                        "--data-dir",
                        folder.folder("state").toString(),
                        "--organism",
                        workload.organism().toString());
        return PseudoTerminal.start(
                command,
                Map.of("ANTHROPIC_API_KEY", "benchmark"),
                workload.workspace(),
                folder.path(),
                COLUMNS,
                ROWS);
    }

    /// For each thousand lines an answer that also calls a tool; behind each mark one that waits.
    private Step[] steps() {
        int answers = Math.max(1, lines / LINES_EACH);
        var steps = new Step[marks * (answers + 1)];
        for (int i = 0; i < steps.length; i++) {
            var step = i == steps.length - 1 ? answer("done") : next(i);
            steps[i] = (i + 1) % (answers + 1) == 0 ? computed(_ -> held(step)) : step;
        }
        return steps;
    }

    /// Each asks for something else, for who repeats himself is stopped.
    private static Step next(int number) {
        var text = new StringBuilder();
        for (int line = 0; line < LINES_EACH; line++) {
            text.append("line %,d of answer %d, of a run that goes on  \n".formatted(line, number));
        }
        return say(text.toString()).callTool("glob", "{\"pattern\":\"*.%d\"}".formatted(number));
    }

    private Step held(Step step) {
        atMark.release();
        try {
            goOn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return step;
    }

    private void measure(long said, PseudoTerminal terminal, Table table)
            throws InterruptedException {
        long pid = terminal.pid();
        var idle = new Span(terminal, pid);
        TimeUnit.SECONDS.sleep(idleSeconds);
        idle.end();

        var typed = new Span(terminal, pid);
        for (int key = 0; key < keys; key++) {
            press(terminal, key % 2 == 0 ? "x" : "\u007f"); // and away again
        }
        typed.end();

        press(terminal, "\t"); // to the messages
        var paged = new Span(terminal, pid);
        for (int key = 0; key < keys; key++) {
            press(terminal, key % 2 == 0 ? "\u001b[5~" : "\u001b[6~");
        }
        paged.end();
        press(terminal, "G");
        press(terminal, "\u001b[Z");

        report.add("frame-cpu", Math.max(typed.cpuPerFrame(), paged.cpuPerFrame()));
        report.add("idle-bytes", idle.bytes());
        report.add("idle-cpu", idle.cpuNanos() / idleSeconds);
        table.row(
                Figures.whole(said),
                Figures.decimal(idle.cpuNanos() / 1e6 / idleSeconds),
                Figures.whole(idle.bytes()),
                Figures.whole(typed.frames()),
                Figures.whole(typed.bytesPerFrame()),
                Figures.millis(typed.cpuPerFrame()),
                Figures.whole(paged.frames()),
                Figures.whole(paged.bytesPerFrame()),
                Figures.whole(terminal.written().largest()),
                Figures.millis(paged.cpuPerFrame()),
                Figures.mebibytes(Vitals.residentBytes(pid)));
    }

    private static void press(PseudoTerminal terminal, String key) throws InterruptedException {
        terminal.type(key);
        TimeUnit.NANOSECONDS.sleep(BETWEEN_KEYS.toNanos());
    }

    /// What was used and written between two moments.
    private static final class Span {
        private final PseudoTerminal terminal;
        private final long pid;
        private final PseudoTerminal.Written before;
        private long cpu;
        private PseudoTerminal.Written after;

        Span(PseudoTerminal terminal, long pid) {
            this.terminal = terminal;
            this.pid = pid;
            this.before = terminal.written();
            this.after = before;
            this.cpu = Vitals.cpuNanos(pid);
        }

        void end() {
            cpu = Vitals.cpuNanos(pid) - cpu;
            after = terminal.written();
        }

        long cpuNanos() {
            return cpu;
        }

        long bytes() {
            return after.bytes() - before.bytes();
        }

        long frames() {
            return after.frames() - before.frames();
        }

        long bytesPerFrame() {
            return bytes() / Math.max(1, frames());
        }

        long cpuPerFrame() {
            return cpu / Math.max(1, frames());
        }
    }
}
