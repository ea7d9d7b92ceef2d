package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

class JvmWayOutTest {
    private static final Map<String, String> TOLD =
            Map.of("HTTPS_PROXY", "http://child:s%3Cecret@127.0.0.1:4711");

    @Test
    void whatAChildIsToldIsToldToMavenInSettingsThatAreXml() throws Exception {
        var way = JvmWayOut.in(TOLD).orElseThrow();
        var settings =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        way.mavenSettings().getBytes(StandardCharsets.UTF_8)));

        assertThat(settings.getElementsByTagName("proxy").getLength()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(settings.getElementsByTagName("host").item(i).getTextContent())
                    .isEqualTo("127.0.0.1");
            assertThat(settings.getElementsByTagName("port").item(i).getTextContent())
                    .isEqualTo("4711");
            assertThat(settings.getElementsByTagName("username").item(i).getTextContent())
                    .isEqualTo("child");
            assertThat(settings.getElementsByTagName("password").item(i).getTextContent())
                    .isEqualTo("s<ecret");
        }
    }

    @Test
    void gradleIsToldInPropertiesOfItsJvm() {
        assertThat(JvmWayOut.in(TOLD).orElseThrow().gradleOptions())
                .contains(
                        "-Dhttps.proxyHost=127.0.0.1 ",
                        "-Dhttps.proxyPort=4711 ",
                        "-Dhttps.proxyUser=child ",
                        "-Dhttp.proxyHost=127.0.0.1 ");
    }

    @Test
    void withoutAWayOutThereIsNothingToTell() {
        assertThat(JvmWayOut.in(Map.of())).isEmpty();
        assertThat(JvmWayOut.in(Map.of("HTTPS_PROXY", "http://127.0.0.1:1"))).isEmpty();
    }
}
