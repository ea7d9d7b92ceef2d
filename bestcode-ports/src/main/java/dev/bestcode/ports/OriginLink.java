package dev.bestcode.ports;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/// One connection to an origin of plain HTTP, and the worker that passes its answers on. It serves
/// one client's connection and ends with it; and when the origin hangs up between two requests, the
/// client's connection ends too, so that the client never sends into one that is already dead.
final class OriginLink implements AutoCloseable {
    private static final int INTERIM_MAX = 10;

    private final Client client;
    private final Target target;
    private final Way way;
    private final Traffic traffic;
    private final HeadReader heads;
    private final BodyCopy bodies;
    private final BodyCopy asks;
    private final Failures failures;
    private final AtomicReference<ProxyAsk> open = new AtomicReference<>();
    private final BlockingQueue<Boolean> answered = new LinkedBlockingQueue<>();
    private volatile boolean retired;
    private boolean awaiting; // the client's worker alone

    OriginLink(
            Client client,
            Target target,
            Way way,
            Traffic traffic,
            EgressLimits limits,
            Failures failures) {
        this.client = client;
        this.target = target;
        this.way = way;
        this.traffic = traffic;
        this.failures = failures;
        this.heads = new HeadReader(way.in(), limits);
        this.bodies = new BodyCopy(way.in(), heads, client.out, traffic::received);
        this.asks = new BodyCopy(client.in, client.heads, way.out(), traffic::sent);
    }

    void start() {
        Thread.ofVirtual().name("egress-answers").start(this::answers);
    }

    Target target() {
        return target;
    }

    /// Send one request; its answer goes to the client by itself.
    void ask(ProxyAsk ask) throws IOException {
        var request = ask.request();
        open.set(ask);
        awaiting = true;
        var url = way.through().isPresent() ? "http://" + target + request.path() : request.path();
        var head =
                new HeadText(request.method() + " " + url + " HTTP/1.1")
                        .field("Host", hostField())
                        .fields(
                                request.head().endToEnd().stream()
                                        .filter(field -> !field.is("host"))
                                        .toList())
                        .framing(request.framing());
        way.through()
                .flatMap(UpstreamProxy::authorization)
                .ifPresent(value -> head.field("Proxy-Authorization", value));
        var bytes = head.bytes();
        traffic.sent(bytes.length);
        way.out().write(bytes);
        asks.copy(request.framing());
    }

    private String hostField() {
        return target.port() == Target.HTTP_PORT ? target.host().inUrl() : target.toString();
    }

    /// Wait for the end of the last request's answer.
    /// @return whether another one may follow on this client's connection
    boolean awaitAnswered() throws InterruptedException {
        awaiting = false;
        return answered.take();
    }

    /// End it without ending the client's connection.
    /// @return whether the client may be told something else: no answer has begun
    boolean retire() {
        boolean free = !awaiting || open.getAndSet(null) != null;
        retired = true;
        close();
        return free;
    }

    @Override
    public void close() {
        Quietly.close(way.socket());
    }

    private void answers() {
        try {
            boolean more = true;
            while (more) {
                more = answer();
                answered.add(more);
            }
        } catch (SocketTimeoutException e) {
            fail(Refusal.TIMEOUT, "%s did not answer in time".formatted(target));
        } catch (MalformedHeadException e) {
            fail(Refusal.BROKEN, "%s answered with no proper HTTP".formatted(target));
        } catch (IOException e) {
            fail(Refusal.BROKEN, "%s broke the connection off".formatted(target));
        } finally {
            close();
            if (!retired) {
                try {
                    client.finish();
                } catch (IOException gone) {
                    // the client, which is all that was wanted
                }
            }
            answered.add(false);
        }
    }

    private void fail(Refusal refusal, String message) {
        var ask = open.getAndSet(null);
        if (ask != null) {
            var why = new EgressException(refusal, message);
            failures.failed(ask.number(), target, why);
            try {
                client.refuse(why);
            } catch (IOException gone) {
                // the client no longer wants to know
            }
        }
    }

    /// @return whether the connection goes on after it
    private boolean answer() throws IOException {
        var answer = head();
        for (int i = 0; answer.isInterim(); i++) {
            if (i == INTERIM_MAX || answer.status() == 101) {
                throw new MalformedHeadException("interim answers without end, or an upgrade");
            }
            write(answer, new Framing.None(), true);
            answer = head();
        }
        var ask = open.get();
        if (ask == null) {
            throw new MalformedHeadException("an answer that nobody asked for");
        }
        var framing = Framing.ofAnswer(answer.head(), ask.request().method(), answer.status());
        boolean more =
                answer.persistent() && !ask.last() && !(framing instanceof Framing.UntilClose());
        if (!open.compareAndSet(ask, null)) {
            throw new IOException("given up meanwhile");
        }
        write(answer, framing, more);
        bodies.copy(framing);
        return more;
    }

    private AnswerHead head() throws IOException {
        var head = heads.read();
        if (head.isEmpty()) {
            throw new IOException("ended");
        }
        return AnswerHead.of(head.get());
    }

    private void write(AnswerHead answer, Framing framing, boolean more) throws IOException {
        var line = answer.head().startLine();
        var head =
                new HeadText("HTTP/1.1" + line.substring(line.indexOf(' ')))
                        .fields(answer.head().endToEnd())
                        .framing(framing);
        if (framing instanceof Framing.None() && !answer.isInterim()) {
            // Of a HEAD it says how long a GET would be.
            answer.head()
                    .single("content-length")
                    .ifPresent(length -> head.field("Content-Length", length));
        }
        if (!more) {
            head.field("Connection", "close");
        }
        var bytes = head.bytes();
        traffic.received(bytes.length);
        client.out.write(bytes);
    }
}
