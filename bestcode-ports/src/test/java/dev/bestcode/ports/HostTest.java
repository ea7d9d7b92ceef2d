package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class HostTest {
    @ParameterizedTest
    @CsvSource({
        "API.Example.ORG, api.example.org",
        "api.example.org., api.example.org",
        "localhost, localhost",
        "bücher.example, xn--bcher-kva.example",
        "xn--BCHER-KVA.example., xn--bcher-kva.example",
        "127.0.0.1, 127.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "a1.2b, a1.2b"
    })
    void oneHostHasOneSpelling(String text, String normal) {
        assertThat(Host.parse(text)).hasToString(normal);
    }

    @Test
    void ipv6IsTheSameWithAndWithoutBracketsAndZeros() {
        assertThat(Host.parse("[2606:4700::1]"))
                .isEqualTo(Host.parse("2606:4700:0:0:0:0:0:1"))
                .isEqualTo(Host.parse("2606:4700::0001"));
        assertThat(Target.parse("[2606:4700::1]:443").host()).isEqualTo(Host.parse("2606:4700::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.256",
                "127.0.0.1.",
                "1.2.3.4.5",
                "0x",
                "a.0x1",
                "a.1",
                "127.0.0.1%25lo",
                "１２７.0.0.1",
                "127。0。0。1",
                "①②⑦.0.0.1"
            })
    void oddSpellingsOfAddressesAreRefused(String text) {
        assertThatThrownBy(() -> Host.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:127.0.0.1",
                "[::ffff:7f00:1]",
                "fe80::1%lo",
                "[::1",
                "::1]",
                "[]",
                ":",
                "1::2::3",
                "[127.0.0.1]",
                "[v1.x]",
                "1:2:3:4:5:6:7:8:9",
                "::12345"
            })
    void oddSpellingsOfIpv6AreRefused(String text) {
        assertThatThrownBy(() -> Host.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "-a.b",
                "a-.b",
                "a b",
                "a_b",
                "*.example.org",
                "*",
                "user@host",
                "host/path",
                "host#x",
                "host?x",
                "a\\b",
                "a%2eb",
                "evil.com\0.allowed.com",
                "a\r\nb",
                "a\tb",
                "\u2024",
                "a\u2024b",
                "exa\u00admple.org",
                "\uff41.org",
                "\u212aelvin.org",
                "fa\u00df.de",
                "a\u200db.org",
                "e\u0301.org",
                "\ud800.org",
                "\u202eorg.evil"
            })
    void whatIsNoExactHostIsRefused(String text) {
        assertThatThrownBy(() -> Host.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengthsAreBound() {
        assertThat(Host.parse("a".repeat(63) + ".b")).isInstanceOf(Host.Name.class);
        assertThatThrownBy(() -> Host.parse("a".repeat(64) + ".b"));
        assertThatThrownBy(() -> Host.parse("a.".repeat(127) + "b"));
        assertThatThrownBy(() -> Host.parse("x".repeat(100_000)));
    }

    @Test
    void aMessageRepeatsNothingOfAForeignText() {
        assertThatThrownBy(() -> Host.parse("secret\u001b[31m@host"))
                .hasMessageNotContainingAny("secret", "\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:",
                "a:0",
                "a:65536",
                "a:01",
                "a:+1",
                "a: 1",
                "a:1 ",
                ":1",
                "::1:443",
                "[::1]",
                "[::1]443",
                "[::1]:",
                "a:1:2",
                "u@a:1",
                "http://a:1"
            })
    void anAuthorityIsHostAndPort(String text) {
        assertThatThrownBy(() -> Target.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUrlWithoutAPortHasThatOfItsScheme() {
        assertThat(Target.of(URI.create("https://A.example/v1"))).hasToString("a.example:443");
        assertThat(Target.of(URI.create("http://[::1]/"))).hasToString("[0:0:0:0:0:0:0:1]:80");
        assertThat(Target.of(URI.create("http://127.0.0.1:8080"))).hasToString("127.0.0.1:8080");
        assertThatThrownBy(() -> Target.of(URI.create("https://u:p@a.example")));
        assertThatThrownBy(() -> Target.of(URI.create("ftp://a.example")));
        assertThatThrownBy(() -> Target.of(URI.create("/path")));
    }
}
