package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// A peer that says whatever a test wants.
final class RawPeer implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader lines;

    private RawPeer(SocketChannel channel) {
        this.channel = channel;
        this.lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    static RawPeer connect(Path kernelDirectory) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var socket = ControlSocket.find(kernelDirectory).orElseThrow();
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new RawPeer(channel);
    }

    /// Connected, with the greeting read.
    static RawPeer greeted(Path kernelDirectory) throws IOException {
        var peer = connect(kernelDirectory);
        peer.read();
        return peer;
    }

    RawPeer say(String line) throws IOException {
        return sayBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    RawPeer sayBytes(byte[] bytes) throws IOException {
        for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
            channel.write(buffer);
        }
        return this;
    }

    RawPeer sayNoMore() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    JsonObject read() throws IOException {
        return next().orElseThrow(() -> new IOException("hung up"));
    }

    /// Empty once the other side has hung up.
    Optional<JsonObject> next() throws IOException {
        return Optional.ofNullable(lines.readLine()).map(Json::parseObject);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
