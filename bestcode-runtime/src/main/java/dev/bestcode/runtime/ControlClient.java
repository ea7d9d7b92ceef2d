package dev.bestcode.runtime;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonLimits;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.librarian.Explanation;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reaches the live owner of a kernel directory from another process. One request at a time, not
/// safe for several threads; whoever follows and asks at once opens two.
/// @see "docs/control-protocol.md"
public final class ControlClient implements AutoCloseable {
    /// An owner that lives greets at once, on a busy machine after a while; a suspended one never.
    private static final Duration GREETING_TIME = Duration.ofSeconds(5);

    /// A request waits for a force of the log at most, on a slow disk.
    private static final Duration ANSWER_TIME = Duration.ofSeconds(30);

    /// A payload may be as deep as the wire allows, and lies in an entry of an answer.
    private static final JsonLimits LIMITS =
            new JsonLimits(
                    ControlLine.ANSWER_BYTES_MAX,
                    JsonLimits.WIRE.depth() + 8,
                    JsonLimits.WIRE.numberChars());

    private final SocketChannel channel;
    private final LineReader lines;
    private final OwnerInfo owner;
    private long lastId;

    private ControlClient(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.lines = new LineReader(channel, ControlLine.ANSWER_BYTES_MAX);
        this.owner = OwnerInfo.from(nextLine());
    }

    /// How a stream ended.
    public enum End {
        /// The owner said so: there is no more, or it closes.
        COMPLETE,
        /// The connection broke: the owner was killed, or hung up on a follower that does not read.
        BROKEN
    }

    /// Part of an event stream.
    public sealed interface Item {}

    /// @param json an event as in `stream-json`
    public record Event(JsonObject json) implements Item {}

    /// Events of these transactions are not told; the journal has what they are of.
    public record Gap(long from, long to) implements Item {}

    /// Connect to the owner of a kernel directory; never waits for long.
    /// @return empty when nobody answers there
    public static Optional<ControlClient> connect(Path kernelDirectory) {
        try {
            var socket = ControlSocket.find(kernelDirectory);
            return socket.isEmpty() ? Optional.empty() : Optional.of(open(socket.get()));
        } catch (IOException | ControlException nobody) {
            return Optional.empty();
        }
    }

    private static ControlClient open(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (var _ = Deadline.of(GREETING_TIME, channel)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new ControlClient(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public OwnerInfo owner() {
        return owner;
    }

    public KernelStats stats() {
        return read(() -> KernelStats.from(ask(request("stats"))));
    }

    /// All runs of the kernel, in the order they began.
    public List<RunSummary> runs() {
        var runs = new ArrayList<RunSummary>();
        var end =
                stream(
                        request("runs"),
                        item -> RunSummary.from(item.requireObject("run")),
                        () -> {},
                        runs::add,
                        false);
        if (end == End.BROKEN) {
            throw lost();
        }
        return List.copyOf(runs);
    }

    /// The contexts of a run, its own first, with what was decided about each segment.
    /// @param segment this one alone
    /// @return empty when the owner has no such run, or the run no such segment
    public List<RunExplanation> explain(RunId run, OptionalLong segment) {
        var request = request("explain").put("run", run.value());
        segment.ifPresent(number -> request.put("segment", number));
        var byThread = new LinkedHashMap<String, List<Explanation>>();
        var end =
                stream(
                        request,
                        item -> item.requireObject("explained"),
                        () -> {},
                        item ->
                                byThread.computeIfAbsent(
                                                item.requireString("thread"),
                                                _ -> new ArrayList<>())
                                        .add(read(() -> RunExplanation.explained(item))),
                        false);
        if (end == End.BROKEN) {
            throw lost();
        }
        return byThread.entrySet().stream()
                .map(entry -> new RunExplanation(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// Show journal entries that are on stable storage, each once and in order.
    /// @param follow whether to go on with what is yet to come, until the owner ends
    public End tail(JournalQuery query, boolean follow, Consumer<JournalLine> show) {
        var request = request("tail").put("follow", follow);
        switch (query.start()) {
            case JournalQuery.From(var lsn) -> request.put("from", lsn);
            case JournalQuery.Last(var count) -> request.put("last", count);
        }
        query.run().ifPresent(run -> request.put("run", run.value()));
        return stream(
                request,
                item -> JournalLine.from(item.requireObject("entry")),
                () -> {},
                show,
                follow);
    }

    /// Show committed events from now on, until the owner ends.
    public End events(Consumer<Item> show) {
        return events(() -> {}, show);
    }

    /// @param watching is run once nothing that happens from then on is missed
    public End events(Runnable watching, Consumer<Item> show) {
        return stream(request("events"), ControlClient::item, watching, show, true);
    }

    private static Item item(JsonObject json) {
        return json.object("gap")
                .<Item>map(gap -> new Gap(gap.requireLong("from"), gap.requireLong("to")))
                .orElseGet(() -> new Event(json.requireObject("event")));
    }

    /// Begin a run there.
    /// @throws ControlException when the owner refuses
    public RunId submit(Task task) {
        var request =
                request("submit")
                        .put("profile", task.profile())
                        .put("listener", task.listener())
                        .put("task", task.text());
        return read(() -> new RunId(ask(request).requireString("run")));
    }

    /// Go on with a run that an earlier process left open; one that is under way just goes on.
    /// @throws ControlException when the owner refuses, such as for a run that has ended
    public void resume(RunId run) {
        ask(request("resume").put("run", run.value()));
    }

    /// Say something more to a run, which may be under way.
    /// @throws ControlException when the owner refuses
    public void followUp(RunId run, String text) {
        ask(request("follow_up").put("run", run.value()).put("text", text));
    }

    /// Stop what a run has under way.
    /// @return whether it had anything under way
    /// @throws ControlException when there is no such run
    public boolean stop(RunId run) {
        return ask(request("stop").put("run", run.value())).bool("stopped").orElse(false);
    }

    /// The questions that wait for an answer, the oldest first.
    public List<PendingApproval> approvals() {
        var pending = new ArrayList<PendingApproval>();
        var end =
                stream(
                        request("approvals"),
                        item -> PendingApproval.from(item.requireObject("approval")),
                        () -> {},
                        pending::add,
                        false);
        if (end == End.BROKEN) {
            throw lost();
        }
        return List.copyOf(pending);
    }

    /// Answer a question whether a call may run.
    /// @param fields what was filled in where it is a form; empty for its defaults
    /// @return whether it was still open
    public boolean approve(
            MessageId question,
            boolean allow,
            ApprovalScope scope,
            String reason,
            Optional<JsonObject> fields) {
        var request =
                request("approve")
                        .put("question", question.value())
                        .put("allow", allow)
                        .put("scope", scope.wireName())
                        .put("reason", reason);
        fields.ifPresent(filled -> request.put("fields", filled));
        return ask(request).bool("answered").orElse(false);
    }

    private JsonObject.Builder request(String op) {
        return JsonObject.builder().put("id", ++lastId).put("op", op);
    }

    private JsonObject ask(JsonObject.Builder request) {
        try (var _ = Deadline.of(ANSWER_TIME, channel)) {
            ControlLine.write(channel, request.build());
            return accepted(nextLine());
        } catch (IOException e) {
            throw lost();
        }
    }

    private <T> End stream(
            JsonObject.Builder request,
            Function<JsonObject, T> reading,
            Runnable accepted,
            Consumer<? super T> show,
            boolean patient) {
        ask(request);
        accepted.run();
        while (true) {
            JsonObject item;
            try {
                item = accepted(patient ? nextLine() : nextLineInTime());
            } catch (IOException e) {
                return End.BROKEN;
            }
            if (item.bool("end").orElse(false)) {
                return End.COMPLETE;
            }
            show.accept(read(() -> reading.apply(item)));
        }
    }

    private JsonObject accepted(JsonObject answer) {
        if (answer.bool("ok").orElse(true)) {
            return answer;
        }
        throw new ControlException(
                "process %d, which holds %s, refuses: %s"
                        .formatted(owner.pid(), owner.kernel(), answer.string("error").orElse("")));
    }

    private JsonObject nextLineInTime() throws IOException {
        try (var _ = Deadline.of(ANSWER_TIME, channel)) {
            return nextLine();
        }
    }

    private JsonObject nextLine() throws IOException {
        var line = lines.next();
        if (line.isPresent()
                && line.get() instanceof LineReader.Whole(var bytes)
                && read(() -> Json.parse(bytes.toByteArray(), LIMITS))
                        instanceof JsonObject object) {
            return object;
        }
        throw new IOException(line.isEmpty() ? "the owner has hung up" : "not a line of an owner");
    }

    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JsonException | IllegalArgumentException | DateTimeException e) {
            throw new ControlException("the owner's answer cannot be read: " + e.getMessage(), e);
        }
    }

    private ControlException lost() {
        return new ControlException(
                "process %d, which holds %s, does not answer any more"
                        .formatted(owner.pid(), owner.kernel()));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
