package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Requests that two readers would understand in two ways. The proxy answers them itself, and no
/// origin sees any part of them.
class SmugglingTest {
    private static final String HOST = "Host: api.example.org\r\n";
    private static final String POST = "POST http://api.example.org/ HTTP/1.1\r\n";
    private static final String GET = "GET http://api.example.org/ HTTP/1.1\r\n";

    private final RecordingConnector connector = RecordingConnector.toNowhere();
    private final Egress egress =
            Egress.to("test", Hosts.http(80, "api.example.org", "two.example.org"))
                    .resolver(
                            new Hosts.Names()
                                    .with("api.example.org", "93.184.215.14")
                                    .with("two.example.org", "93.184.215.15"))
                    .connector(connector)
                    .build();

    static Stream<String> malformed() {
        return Stream.of(
                // two lengths
                POST + HOST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                POST + HOST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                POST + HOST + "Content-Length: 5, 5\r\n\r\nhello",
                POST + HOST + "Content-Length: +5\r\n\r\nhello",
                POST + HOST + "Content-Length: -1\r\n\r\nhello",
                POST + HOST + "Content-Length: 0x5\r\n\r\nhello",
                POST + HOST + "Content-Length: 5 5\r\n\r\nhello",
                POST + HOST + "Content-Length:\r\n\r\n",
                POST + HOST + "Content-Length: 99999999999999999999\r\n\r\n",
                POST + HOST + "Content-Length: \u00b2\r\n\r\n",
                // a length and chunks
                POST + HOST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                POST + HOST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                // chunks, said oddly
                POST + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                POST + HOST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                POST
                        + HOST
                        + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                POST + HOST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                POST + HOST + "Transfer-Encoding: identity\r\n\r\n",
                POST + HOST + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                POST + HOST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                POST + HOST + " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                POST + HOST + "Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n",
                POST + HOST + "X: y\r\n\tTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                // lines that end oddly
                GET.replace("\r\n", "\n") + HOST + "\r\n",
                GET + HOST.replace("\r\n", "\n") + "\r\n",
                GET + HOST.replace("\r\n", "\r") + "\r\n\r\n",
                GET + HOST + "X: a\nGET http://evil.com/ HTTP/1.1\r\n\r\n",
                GET + HOST + "X: a\rY: b\r\n\r\n",
                GET + HOST + "\n",
                "\r\n" + GET + HOST + "\r\n",
                // characters that are none
                GET + HOST + "X: a\u0000b\r\n\r\n",
                GET + HOST + "X\u0000: a\r\n\r\n",
                GET + HOST + "X: a\u007fb\r\n\r\n",
                GET + HOST + "X: a\u001bb\r\n\r\n",
                GET + HOST + ": novalue\r\n\r\n",
                GET + HOST + "no colon\r\n\r\n",
                GET + HOST + "X Y: z\r\n\r\n",
                GET + HOST + "X(: z\r\n\r\n",
                // hosts that differ
                GET + "\r\n",
                GET + HOST + HOST + "\r\n",
                GET + "Host: evil.com\r\n\r\n",
                GET + "Host: two.example.org\r\n\r\n",
                GET + "Host: api.example.org:81\r\n\r\n",
                GET + "Host: api.example.org@evil.com\r\n\r\n",
                GET + "Host: api.example.org, evil.com\r\n\r\n",
                GET + "Host:\r\n\r\n",
                "CONNECT api.example.org:80 HTTP/1.1\r\nHost: two.example.org:80\r\n\r\n",
                // first lines that are none
                "GET  http://api.example.org/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org/ HTTP/1.1 \r\n" + HOST + "\r\n",
                "GET\thttp://api.example.org/\tHTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org/ x HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org/\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "\r\n",
                "GET //api.example.org/ HTTP/1.1\r\n" + HOST + "\r\n",
                "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n",
                "GET https://api.example.org/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET ftp://api.example.org/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http:api.example.org/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http:///path HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://user@api.example.org/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org@evil.com/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org#@evil.com/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org/#x HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org\\@evil.com/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://evil.com\\.api.example.org/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org%2eevil.com/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org:80:80/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://api.example.org/\u00e4 HTTP/1.1\r\n" + HOST + "\r\n",
                "CONNECT api.example.org HTTP/1.1\r\n" + HOST + "\r\n",
                "CONNECT http://api.example.org:80 HTTP/1.1\r\n" + HOST + "\r\n",
                "CONNECT api.example.org:80/ HTTP/1.1\r\n" + HOST + "\r\n",
                "CONNECT evil.com\u0000.api.example.org:80 HTTP/1.1\r\n" + HOST + "\r\n",
                // what CONNECT and Connection may not say
                "CONNECT api.example.org:80 HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello",
                "CONNECT api.example.org:80 HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\n\r\n",
                POST + HOST + "Connection: Content-Length\r\nContent-Length: 5\r\n\r\nhello",
                POST + HOST + "Connection: close, transfer-encoding\r\n\r\n",
                GET + HOST + "Connection: Host\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatHasTwoReadingsIsRefused(String request) throws IOException {
        assertThat(RawClient.ask(egress, request)).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(connector.asked()).isEmpty();
    }

    @Test
    void otherMethodsAndVersionsAreRefusedByName() throws IOException {
        for (var method : List.of("TRACE", "TRACK", "get", "PRI", "FOO", "PROPFIND", "connect")) {
            assertThat(RawClient.ask(egress, GET.replace("GET", method) + HOST + "\r\n"))
                    .startsWith("HTTP/1.1 501 ");
        }
        for (var version : List.of("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.1x")) {
            assertThat(RawClient.ask(egress, GET.replace("HTTP/1.1", version) + HOST + "\r\n"))
                    .startsWith("HTTP/1.1 505 ");
        }
        assertThat(connector.asked()).isEmpty();
    }

    @Test
    void badChunksEndTheRequestAndItsConnections() throws IOException {
        for (var chunks :
                List.of(
                        "5\r\nhelloX\r\n0\r\n\r\n",
                        "5\nhello\r\n0\r\n\r\n",
                        "-5\r\nhello\r\n0\r\n\r\n",
                        "0x5\r\nhello\r\n0\r\n\r\n",
                        " 5\r\nhello\r\n0\r\n\r\n",
                        "\r\n",
                        "ffffffffffffffff\r\nhello",
                        "5 ;x\r\nhello\n0\r\n\r\n",
                        "g\r\n")) {
            try (var origin = Origin.that(peer -> peer.in.readAllBytes());
                    var open =
                            Egress.to("test", Hosts.http(80, "api.example.org"))
                                    .resolver(
                                            new Hosts.Names()
                                                    .with("api.example.org", "93.184.215.14"))
                                    .connector(RecordingConnector.to(origin))
                                    .build()) {
                var request = POST + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunks;
                assertThat(RawClient.ask(open, request))
                        .as(chunks)
                        .startsWith("HTTP/1.1 400 Bad Request\r\n");
            }
        }
    }

    @Test
    void aSecondRequestInTheFirstOnesBodyIsABody() throws IOException {
        try (var origin = Origin.saying("", "ok");
                var open =
                        Egress.to("test", Hosts.http(80, "api.example.org"))
                                .resolver(
                                        new Hosts.Names().with("api.example.org", "93.184.215.14"))
                                .connector(RecordingConnector.to(origin))
                                .build()) {
            var inner = "GET http://evil.com/ HTTP/1.1\r\nHost: evil.com\r\n\r\n";
            var answer =
                    RawClient.ask(
                            open,
                            GET
                                    + HOST
                                    + "Connection: close\r\nContent-Length: "
                                    + inner.length()
                                    + "\r\n\r\n"
                                    + inner);
            assertThat(answer).startsWith("HTTP/1.1 200 OK");
            assertThat(origin.heads().getFirst()).contains("Content-Length: " + inner.length());
        }
    }

    @Test
    void answersWithTwoReadingsAreABadGateway() throws IOException {
        for (var answer :
                List.of(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                        "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nX: a\u0000\r\n\r\n",
                        "HTTP/2 200 OK\r\n\r\n",
                        "HTTP/1.1 2000 OK\r\n\r\n",
                        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                        "SSH-2.0-x\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")) {
            try (var origin =
                            Origin.that(
                                    peer -> {
                                        peer.head();
                                        peer.say(answer);
                                    });
                    var open =
                            Egress.to("test", Hosts.http(80, "api.example.org"))
                                    .resolver(
                                            new Hosts.Names()
                                                    .with("api.example.org", "93.184.215.14"))
                                    .connector(RecordingConnector.to(origin))
                                    .build()) {
                assertThat(RawClient.ask(open, GET + HOST + "Connection: close\r\n\r\n"))
                        .as(answer)
                        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                        .contains("no proper HTTP");
            }
        }
    }

    @AfterEach
    void close() {
        egress.close();
    }
}
