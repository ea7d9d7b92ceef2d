package dev.bestcode.ports;

import dev.bestcode.api.security.Sandbox;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One user's way out: a proxy on a loopback port of its own, which lets through what is on the
/// user's list of hosts and nothing else.
///
/// A host is checked, resolved once, every address of it checked, and connected to at one of those
/// very addresses. Who connects to the port must have its secret. Nothing is opened, nor any class
/// of it loaded, before the first use. Safe from any worker.
public final class Egress implements Sandbox.WayOut {
    private final String user;
    private final boolean plainOnly;
    private final Optional<Path> authorities;
    private final EgressLimits limits;
    private final EgressListener listener;
    private final Gate gate;
    private final Failures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ServerSocket bound;
    private @Nullable Opened opened;
    private @Nullable HttpClient client;
    private boolean closed;

    private record Opened(EgressProxy proxy, ProxyToken token) {}

    private Egress(Builder builder) {
        this.user = builder.user;
        this.plainOnly = builder.hosts.plainOnly();
        this.authorities = builder.authorities;
        this.limits = builder.limits;
        this.listener = new GuardedListener(builder.listener);
        this.failures = new Failures(user, listener);
        this.gate =
                new Gate(
                        user,
                        builder.hosts,
                        builder.proxies,
                        builder.resolver,
                        builder.connector,
                        limits);
    }

    /// @param user who uses it, in messages and events, such as `llm-pool`
    public static Builder to(String user, HostList hosts) {
        return new Builder(user, hosts);
    }

    /// Open the port on the calling thread, so in that thread's network, and nothing else.
    @Override
    public void open() throws IOException {
        lock.lock();
        try {
            if (closed || bound != null) {
                throw new IllegalStateException(
                        "the way out of %s was opened before, or is closed".formatted(user));
            }
            bound = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int port() {
        lock.lock();
        try {
            return opened().proxy().address().getPort();
        } finally {
            lock.unlock();
        }
    }

    /// A client that goes this way, always the same. It follows no redirects; ends when this does.
    /// What it cannot reach ends in the exceptions of a direct connection; what it may not reach in
    /// an `IOException` that a [SecurityException] caused.
    /// @throws UncheckedIOException when no loopback port can be opened
    /// @throws IllegalArgumentException when `SSL_CERT_FILE` names no certificates
    public HttpClient httpClient() {
        lock.lock();
        try {
            if (client == null) {
                client = makeClient(opened());
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    /// What a child process is told, so that it goes this way: the proxy's URL with its secret, in
    /// upper and lower case, and no exceptions from it.
    /// @throws UncheckedIOException when no loopback port can be opened
    @Override
    public Map<String, String> environment() {
        lock.lock();
        try {
            var way = opened();
            var url =
                    "http://%s@%s:%d"
                            .formatted(
                                    way.token().userInfo(),
                                    Host.parse(way.proxy().address().getAddress().getHostAddress())
                                            .inUrl(),
                                    way.proxy().address().getPort());
            var variables = new LinkedHashMap<String, String>();
            for (var name : new String[] {"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"}) {
                variables.put(name, url);
                variables.put(name.toLowerCase(java.util.Locale.ROOT), url);
            }
            variables.put("NO_PROXY", "");
            variables.put("no_proxy", "");
            return variables;
        } finally {
            lock.unlock();
        }
    }

    /// End every connection.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (client != null) {
                client.shutdownNow();
            }
            if (opened != null) {
                opened.proxy().close();
            } else if (bound != null) {
                Quietly.close(bound);
            }
        } finally {
            lock.unlock();
        }
    }

    private Opened opened() {
        if (closed) {
            throw new IllegalStateException("the way out of " + user + " is closed");
        }
        if (opened == null) {
            var token = ProxyToken.draw(new SecureRandom());
            try {
                opened =
                        new Opened(
                                new EgressProxy(
                                        server(),
                                        user,
                                        limits,
                                        listener,
                                        socket ->
                                                new ProxyConnection(
                                                        user, gate, token, limits, failures,
                                                        listener, socket)),
                                token);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "no port of the loopback interface could be opened for " + user, e);
            }
        }
        return opened;
    }

    private ServerSocket server() throws IOException {
        return bound == null ? new ServerSocket(0, 0, InetAddress.getLoopbackAddress()) : bound;
    }

    private HttpClient makeClient(Opened way) {
        var builder =
                HttpClient.newBuilder()
                        .proxy(ProxySelector.of(way.proxy().address()))
                        .connectTimeout(limits.connect())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        // Its tasks only put pieces into a queue; no pool of platform threads for
                        // that.
                        .executor(task -> Thread.ofVirtual().name("egress-http").start(task));
        if (plainOnly) {
            // Upgrading to HTTP/2 would cost a header exchange that no plain provider answers.
            builder.version(HttpClient.Version.HTTP_1_1).sslContext(NoTls.context());
        } else {
            authorities.map(CertificateAuthorities::trusting).ifPresent(builder::sslContext);
        }
        return new EgressHttpClient(builder.build(), way.token(), failures, gate);
    }

    /// Collects what a way out needs. Not safe for several threads.
    public static final class Builder {
        private final String user;
        private final HostList hosts;
        private UpstreamProxies proxies = UpstreamProxies.NONE;
        private Optional<Path> authorities = Optional.empty();
        private HostResolver resolver = HostResolver.system();
        private Connector connector = Connector.system();
        private EgressLimits limits = EgressLimits.DEFAULT;
        private EgressListener listener = EgressListener.NONE;

        private Builder(String user, HostList hosts) {
            this.user = user;
            this.hosts = hosts;
        }

        /// Honour `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY` and `SSL_CERT_FILE`.
        /// @throws IllegalArgumentException when one names no proxy
        public Builder environment(Map<String, String> environment) {
            proxies = UpstreamProxies.of(environment);
            authorities =
                    Optional.ofNullable(environment.get(CertificateAuthorities.VARIABLE))
                            .filter(name -> !name.isBlank())
                            .map(Path::of);
            return this;
        }

        public Builder resolver(HostResolver value) {
            resolver = value;
            return this;
        }

        public Builder limits(EgressLimits value) {
            limits = value;
            return this;
        }

        /// Tell this listener of everything.
        public Builder listener(EgressListener value) {
            listener = value;
            return this;
        }

        /// Connect with this in place of a socket of the system.
        Builder connector(Connector value) {
            connector = value;
            return this;
        }

        public Egress build() {
            return new Egress(this);
        }
    }
}
