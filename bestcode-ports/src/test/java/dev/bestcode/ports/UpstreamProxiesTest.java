package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class UpstreamProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "http://proxy.lan:3128, proxy.lan:3128",
        "http://proxy.lan:3128/, proxy.lan:3128",
        "HTTP://Proxy.LAN, proxy.lan:80",
        "proxy.lan:8080, proxy.lan:8080",
        "http://[fd00::1]:3128, [fd00:0:0:0:0:0:0:1]:3128"
    })
    void aProxyIsHostAndPort(String text, String target) {
        var proxy = UpstreamProxy.parse("HTTPS_PROXY", text);
        assertThat(proxy.target()).hasToString(target);
        assertThat(proxy.authorization()).isEmpty();
    }

    @Test
    void userAndPasswordAreDecoded() {
        assertThat(UpstreamProxy.parse("X", "http://a:b%40c+@proxy:1").authorization())
                .contains("Basic YTpiQGMr"); // a:b@c+
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:secret@proxy:1",
                "socks5://u:secret@proxy:1",
                "http://u:secret@",
                "http://u:secret@a:b",
                "u:secret@127.1:80",
                "://u:secret@x"
            })
    void whatIsNoProxyIsSaidByItsVariableAlone(String text) {
        assertThatThrownBy(() -> UpstreamProxies.of(Map.of("HTTPS_PROXY", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HTTPS_PROXY is not a proxy: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void lowerCaseComesFirstAndEmptyMeansNone() {
        var proxies =
                UpstreamProxies.of(
                        Map.of(
                                "HTTPS_PROXY",
                                "upper:1",
                                "https_proxy",
                                "lower:1",
                                "HTTP_PROXY",
                                " "));
        var target = Target.parse("api.example.org:443");
        assertThat(proxies.toward(target, true).orElseThrow()).hasToString("lower:1");
        assertThat(proxies.toward(target, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org | api.example.org:443 | true",
                ".example.org | api.example.org:443 | true",
                "*.example.org | api.example.org:443 | true",
                "example.org | example.org:443 | true",
                "example.org | notexample.org:443 | false",
                "api.example.org:443 | api.example.org:443 | true",
                "api.example.org:80 | api.example.org:443 | false",
                "API.Example.ORG | api.example.org:443 | true",
                "x y,z example.org | example.org:443 | true",
                "* | anything.org:1 | true",
                "10.0.0.0/8 | 10.9.8.7:443 | true",
                "10.0.0.0/8 | 11.0.0.1:443 | false",
                "10.0.0.1 | 10.0.0.1:443 | true",
                "10.0.0.1:443 | 10.0.0.1:443 | true",
                "10.0.0.1:80 | 10.0.0.1:443 | false",
                "2606:4700::/32 | [2606:4700::1]:443 | true",
                "2606:4701::/32 | [2606:4700::1]:443 | false",
                "10.0.0.0/99 | 10.0.0.1:443 | false",
                "10.0.0.0/x | 10.0.0.1:443 | false",
                "'' | example.org:443 | false"
            })
    void noProxyCoversNamesBelowAddressesAndNetworks(String list, String target, boolean covered) {
        assertThat(new NoProxy(list).covers(Target.parse(target))).isEqualTo(covered);
    }
}
