package dev.bestcode.ports;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A server of HTTPS on loopback with a certificate that no Java knows.
final class TlsOrigin implements AutoCloseable {
    static final String NAME = "api.example.org";
    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final Path certificate;
    private final List<String> fields = new CopyOnWriteArrayList<>();

    /// @param folder empty, for its keys
    TlsOrigin(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        var keys = folder.resolve("keys.p12");
        certificate = folder.resolve("certificate.pem");
        keytool(
                keys,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=dns:" + NAME);
        keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext(
                "/",
                exchange -> {
                    fields.addAll(exchange.getRequestHeaders().keySet());
                    var body = "over TLS".getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    String url() {
        return "https://%s:%d/".formatted(NAME, port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    Path certificate() {
        return certificate;
    }

    /// The names of all fields that came.
    List<String> fields() {
        return List.copyOf(fields);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path keys, String... arguments)
            throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var common =
                Stream.of(
                        keytool,
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "a");
        var process =
                new ProcessBuilder(Stream.concat(common, Stream.of(arguments)).toList())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }
}
