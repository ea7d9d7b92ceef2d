package dev.bestcode.security;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What builds on a Java virtual machine are told of a profile's way out, because Maven and Gradle
/// do not look at `HTTPS_PROXY`: Maven by settings of its home, Gradle by properties of its JVM.
/// @see "Maven, settings reference, proxies; Gradle, networking, accessing the web through a proxy"
record JvmWayOut(String host, int port, String user, String password) {
    /// Where Maven looks for settings in a home.
    static final String MAVEN_PLACE = ".m2/settings.xml";

    /// For a home without settings.
    static final String MAVEN_NOTHING = "<settings/>\n";

    static final String GRADLE_VARIABLE = "GRADLE_OPTS";

    /// @param environment what a child is told of the way out
    static Optional<JvmWayOut> in(Map<String, String> environment) {
        var named = Optional.ofNullable(environment.get("HTTPS_PROXY")).map(URI::create);
        return named.filter(url -> url.getHost() != null && url.getUserInfo() != null)
                .map(
                        url -> {
                            var secret = url.getUserInfo().split(":", 2);
                            return new JvmWayOut(
                                    url.getHost(),
                                    url.getPort(),
                                    secret[0],
                                    secret.length == 2 ? secret[1] : "");
                        });
    }

    /// A settings file with nothing but the way out. The loopback interface is reached through it
    /// too: the one on the other side is another one.
    String mavenSettings() {
        var text = new StringBuilder("<settings><proxies>\n");
        for (var protocol : new String[] {"https", "http"}) {
            text.append(
                    """
                      <proxy>
                        <id>way-out-%1$s</id><active>true</active><protocol>%1$s</protocol>
                        <host>%2$s</host><port>%3$d</port>
                        <username>%4$s</username><password>%5$s</password>
                        <nonProxyHosts></nonProxyHosts>
                      </proxy>
                    """
                            .formatted(protocol, xml(host), port, xml(user), xml(password)));
        }
        return text.append("</proxies></settings>\n").toString();
    }

    /// Options of the JVM that Gradle, or its wrapper, is. Java would not send a proxy's secret for
    /// a tunnel by itself.
    String gradleOptions() {
        var text = new StringBuilder();
        for (var protocol : new String[] {"https", "http"}) {
            text.append(
                    "-D%1$s.proxyHost=%2$s -D%1$s.proxyPort=%3$d -D%1$s.proxyUser=%4$s -D%1$s.proxyPassword=%5$s "
                            .formatted(protocol, host, port, user, password));
        }
        return text + "-Dhttp.nonProxyHosts= -Djdk.http.auth.tunneling.disabledSchemes=";
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
