package dev.bestcode.acp;

import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/// Speaks version 1 of the Agent Client Protocol to one editor: a line of JSON each way, several
/// sessions at once. The editor's file system and terminals are not used: tools have walls of their
/// own.
/// @see "https://agentclientprotocol.com, protocol version 1"
public final class AcpAgent {
    /// A longer line is read whatever is in it.
    private static final int BLANK_BYTES_MAX = 80;

    private final Methods methods;
    private final Sessions sessions;
    private final Connection editor;
    private final Semaphore places = new Semaphore(Bounds.REQUESTS_MAX);

    private AcpAgent(SessionHost host, String version, OutputStream out) {
        this.editor = new Connection(out, this::cancelAll);
        this.sessions = new Sessions(host, editor);
        this.methods = new Methods(sessions, version);
    }

    /// Serve an editor until it closes its side, or cannot be written to; then stop what is under
    /// way, in order, so that each run can go on another day.
    /// @param version of this agent, for the editor
    /// @param out gets lines of the protocol and nothing else
    /// @throws IOException when the editor's lines cannot be read
    public static void serve(SessionHost host, String version, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        new AcpAgent(host, version, out).serve(in);
    }

    private void cancelAll() {
        sessions.cancelAll();
    }

    private void serve(InputStream in) throws IOException, InterruptedException {
        var lines = new LineReader(in, Bounds.LINE_BYTES_MAX);
        try {
            for (var line = lines.next(); !(line instanceof LineReader.End); line = lines.next()) {
                switch (line) {
                    case LineReader.Whole(var bytes) -> {
                        if (!isBlank(bytes)) {
                            handle(Incoming.of(bytes));
                        }
                    }
                    case LineReader.TooLong() ->
                            editor.error(
                                    JsonNull.NULL,
                                    RpcException.INVALID_REQUEST,
                                    "a line is longer than %,d bytes and was skipped"
                                            .formatted(Bounds.LINE_BYTES_MAX));
                    case LineReader.End() -> {}
                }
            }
        } finally {
            sessions.end();
        }
    }

    private static boolean isBlank(Bytes line) {
        return line.size() <= BLANK_BYTES_MAX && line.utf8().isBlank();
    }

    private void handle(Incoming incoming) {
        switch (incoming) {
            case Incoming.Malformed(var id, var code, var why) -> editor.error(id, code, why);
            case Incoming.Reply reply -> editor.answered(reply);
            case Incoming.Notification(var method, var params) -> sessions.told(method, params);
            case Incoming.Request request -> request(request);
        }
    }

    /// A prompt is registered before the next line is read; all else is done beside the reading.
    private void request(Incoming.Request request) {
        if (!places.tryAcquire()) {
            editor.error(
                    request.id(),
                    RpcException.INTERNAL,
                    "%d requests are under way; wait for one".formatted(Bounds.REQUESTS_MAX));
            return;
        }
        Methods.Work work;
        try {
            work = methods.work(request);
        } catch (RpcException e) {
            places.release();
            editor.error(request.id(), e.code(), String.valueOf(e.getMessage()));
            return;
        }
        Thread.ofVirtual().name("acp-" + request.method()).start(() -> carryOut(request, work));
    }

    private void carryOut(Incoming.Request request, Methods.Work work) {
        try {
            switch (work) {
                case Methods.Answered(var call) -> answer(request, call);
                case Methods.Prompted(var session, var prompt) ->
                        session.carryOut(prompt, request.params());
            }
        } finally {
            places.release();
        }
    }

    private void answer(Incoming.Request request, Methods.Call call) {
        try {
            var result = call.result();
            editor.result(request.id(), result);
        } catch (RpcException e) {
            editor.error(request.id(), e.code(), String.valueOf(e.getMessage()));
        } catch (SessionRefusedException | KernelException refused) {
            editor.error(request.id(), RpcException.INTERNAL, String.valueOf(refused.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException mistake) {
            // One session's mistake is not the end of the others.
            System.getLogger("bestcode.acp")
                    .log(System.Logger.Level.ERROR, request.method() + " failed", mistake);
            editor.error(
                    request.id(),
                    RpcException.INTERNAL,
                    "%s failed; standard error says how".formatted(request.method()));
        }
    }
}
