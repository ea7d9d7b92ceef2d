package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A kernel's owner whose followers miss all that happens, and which then ends.
record FakeOwner(ServerSocketChannel server, JsonObject gap, List<JsonObject> entries)
        implements AutoCloseable {
    /// @param entries of its journal
    static FakeOwner in(Path kernelDirectory, JsonObject gap, List<JsonObject> entries)
            throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(kernelDirectory.resolve("control.sock")));
        var owner = new FakeOwner(server, gap, entries);
        Thread.ofVirtual().start(owner::accept);
        return owner;
    }

    private void accept() {
        try {
            while (true) {
                var peer = server.accept();
                Thread.ofVirtual().start(() -> serve(peer));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(SocketChannel peer) {
        try (peer;
                var lines = Channels.newReader(peer, StandardCharsets.UTF_8)) {
            say(
                    peer,
                    JsonObject.builder()
                            .put("bestcode", 1)
                            .put("pid", 1)
                            .put("kernel", "k0")
                            .put("started", "2026-11-25T18:13:46Z"));
            for (var line : (Iterable<String>) new BufferedReader(lines).lines()::iterator) {
                answer(peer, Json.parseObject(line));
            }
        } catch (IOException | UncheckedIOException left) {
            // It has heard what it wanted.
        }
    }

    private void answer(SocketChannel peer, JsonObject request) throws IOException {
        long id = request.requireLong("id");
        say(peer, about(id).put("ok", true));
        switch (request.requireString("op")) {
            case "events" -> {
                say(peer, about(id).put("gap", gap));
                say(peer, about(id).put("end", true));
            }
            case "tail" -> {
                for (var entry : entries) {
                    say(peer, about(id).put("entry", entry));
                }
                say(peer, about(id).put("end", true));
            }
            default -> {
                // It is done.
            }
        }
    }

    private static JsonObject.Builder about(long id) {
        return JsonObject.builder().put("id", id);
    }

    private static void say(SocketChannel peer, JsonObject.Builder line) throws IOException {
        var bytes = (Json.text(line.build()) + "\n").getBytes(StandardCharsets.UTF_8);
        for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
            peer.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
