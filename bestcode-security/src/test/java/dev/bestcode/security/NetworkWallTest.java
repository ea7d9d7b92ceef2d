package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.security.Sandbox.WayOut;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A network that holds nothing but what the children themselves and their way out listen at.
class NetworkWallTest {
    /// Answers every connection with a greeting.
    private static final class Greeter implements WayOut {
        private Optional<ServerSocket> server = Optional.empty();

        @Override
        public void open() throws IOException {
            server = Optional.of(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        }

        @Override
        public int port() {
            return server.orElseThrow().getLocalPort();
        }

        @Override
        public Map<String, String> environment() {
            Thread.ofPlatform().daemon(true).start(this::greet);
            return Map.of("WAY_OUT", Integer.toString(port()));
        }

        private void greet() {
            while (true) {
                try (var socket = server.orElseThrow().accept()) {
                    socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            try {
                server.orElseThrow().close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static final String ASK =
            "exec 3<>/dev/tcp/127.0.0.1/$WAY_OUT && head -1 <&3 || echo closed";

    private static String asked(Walled walled, String profile) throws Exception {
        return walled.run(ASK, profile, CommandGrants.NONE, Limits.DEFAULT, Duration.ofSeconds(30))
                .output();
    }

    @Test
    void theWayOutIsReachedByItsProfileAndByNoOther() throws Exception {
        try (var walled =
                Walled.without(
                        Set.of(),
                        EnumSet.of(Layer.NETWORK),
                        profile ->
                                profile.equals("coding")
                                        ? Optional.of(new Greeter())
                                        : Optional.empty())) {
            assertThat(asked(walled, "coding")).isEqualTo("hello\n");
            assertThat(asked(walled, "coding")).as("again").isEqualTo("hello\n");
            assertThat(asked(walled, "researcher")).contains("closed");
        }
    }

    @Test
    void whereOnlyLandlockStandsThePortOfTheWayOutIsTheOnlyOne() throws Exception {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var walled =
                        Walled.without(
                                EnumSet.of(
                                        Layer.NETWORK,
                                        Layer.MOUNTS,
                                        Layer.USER,
                                        Layer.PROCESSES,
                                        Layer.LIMITS),
                                EnumSet.of(Layer.LANDLOCK),
                                _ -> Optional.of(new Greeter()))) {
            assertThat(asked(walled, "coding")).isEqualTo("hello\n");
            assertThat(
                            walled.run(
                                            "(exec 3<>/dev/tcp/127.0.0.1/%d) && echo through"
                                                    .formatted(other.getLocalPort()))
                                    .output())
                    .doesNotContain("through");
        }
    }

    @Test
    void childrenOfOneProfileReachEachOthersServers() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.NETWORK));
                var server =
                        walled.start(
                                "exec python3 -c 'import socket; s=socket.create_server((\"127.0.0.1\",4711)); print(\"up\",flush=True); s.accept()[0].send(b\"served\\n\")'",
                                "coding",
                                CommandGrants.NONE,
                                Limits.DEFAULT)) {
            var first = new String(server.output().readNBytes(3), StandardCharsets.UTF_8);
            org.junit.jupiter.api.Assumptions.assumeTrue(first.equals("up\n"), "no python3");
            var ask = "exec 3<>/dev/tcp/127.0.0.1/4711 && head -1 <&3";

            assertThat(
                            walled.run(
                                            ask,
                                            "researcher",
                                            CommandGrants.NONE,
                                            Limits.DEFAULT,
                                            Duration.ofSeconds(30))
                                    .output())
                    .doesNotContain("served");
            assertThat(walled.run(ask).output()).isEqualTo("served\n");
        }
    }
}
