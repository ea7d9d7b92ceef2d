package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.bestcode.security.StandingWalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Builds in Java, which know no `HTTPS_PROXY`, fetch over the way out of their profile: from a
/// server on the loopback interface, that a child has no other way to.
@Timeout(240)
class BuildWayOutTest {
    private static final String PASSWORD = "changeit";

    @TempDir private Path temp;
    private WalledProject project;
    private Optional<HttpsServer> server = Optional.empty();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void server() throws Exception {
        assumeTrue(StandingWalls.here().stands("network"), "children have our network here");
        project = WalledProject.in(temp);
        var keys = project.workspace().resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-keystore",
                                keys.toString(),
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "ours",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "SAN=ip:127.0.0.1")
                        .redirectErrorStream(true)
                        .start();
        assertThat(made.waitFor()).isZero();
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var started = HttpsServer.create(loopback, 0);
        started.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        started.createContext(
                "/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath();
                    asked.add(path);
                    boolean there = path.endsWith("-1.pom");
                    var body = there ? parent().getBytes(UTF_8) : new byte[0];
                    exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        started.start();
        server = Optional.of(started);
    }

    /// Under a name of this test alone, which no cache has.
    private String parent() {
        return """
        <project><modelVersion>4.0.0</modelVersion>
          <groupId>com.acme</groupId><artifactId>parent-of-%s</artifactId><version>1</version>
          <packaging>pom</packaging>
        </project>
        """
                .formatted(temp.getFileName());
    }

    private static SSLContext context(Path keys) throws Exception {
        var store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    @AfterEach
    void stop() {
        server.ifPresent(it -> it.stop(0));
    }

    private int port() {
        return server.orElseThrow().getAddress().getPort();
    }

    private String trust() {
        return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                .formatted(project.workspace().resolve("keys.p12"), PASSWORD);
    }

    private void write(String file, String text) throws IOException {
        var path = project.workspace().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String told(String command, String program, int port) throws Exception {
        try (var model = WalledProject.asking(command)) {
            var organism = project.organismWithWayOut(List.of(program), port, "https");
            var ended = project.run(model, organism).run();
            assertThat(ended.exit()).as(ended.err()).isZero();
            return WalledProject.told(model);
        }
    }

    private void mavenProject() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mvn")), "no Maven here");
        write(".mvn/jvm.config", trust().replace(' ', '\n') + "\n");
        write(
                "pom.xml",
                """
                <project><modelVersion>4.0.0</modelVersion>
                  <parent><groupId>com.acme</groupId><artifactId>parent-of-%s</artifactId><version>1</version>
                    <relativePath/></parent>
                  <artifactId>shop</artifactId><packaging>pom</packaging>
                  <repositories><repository><id>ours</id><url>https://127.0.0.1:%d/maven</url></repository></repositories>
                </project>
                """
                        .formatted(temp.getFileName(), port()));
    }

    @Test
    void mavenFetchesOverTheWayOut() throws Exception {
        mavenProject();

        assertThat(told("mvn -B validate", "mvn", port())).contains("BUILD SUCCESS");
        assertThat(asked).anyMatch(path -> path.endsWith("-1.pom"));
    }

    @Test
    void mavenFetchesNothingFromAHostThatTheProfileDoesNotName() throws Exception {
        assumeTrue(
                Boolean.getBoolean("bestcode.long"),
                "a second build by Maven; WayOutTest and NetworkWallTest have it without one");
        mavenProject();

        assertThat(told("mvn -B validate", "mvn", port() == 1 ? 2 : 1))
                .contains("exit code 1", "403");
        assertThat(asked).isEmpty();
    }

    /// What Gradle's wrapper does with the options of its JVM: it takes proxy, user and password
    /// from them and lets Java's own client connect.
    @Test
    void aProgramWithGradlesOptionsFetchesOverTheWayOut() throws Exception {
        write(
                "Fetch.java",
                """
                void main(String[] words) throws Exception {
                    java.net.Authenticator.setDefault(new java.net.Authenticator() {
                        @Override protected java.net.PasswordAuthentication getPasswordAuthentication() {
                            return new java.net.PasswordAuthentication(System.getProperty("https.proxyUser"),
                                    System.getProperty("https.proxyPassword").toCharArray());
                        }
                    });
                    try (var in = java.net.URI.create(words[0]).toURL().openStream()) {
                        System.out.println("fetched " + in.readAllBytes().length);
                    }
                }
                """);
        project.script(
                "gradlew",
                "#!/bin/sh\nexec '%s/bin/java' $GRADLE_OPTS %s Fetch.java https://127.0.0.1:%d/a-1.pom 2>&1\n"
                        .formatted(System.getProperty("java.home"), trust(), port()));

        assertThat(told("./gradlew build", "./gradlew", port())).contains("fetched ");
        assertThat(asked).containsExactly("/a-1.pom");
    }
}
