package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PortManagerTest {
    @Test
    void goingOutToOnePortFromManyListenersIsNoConflict() {
        assertThat(conflicts(listener("a", out(443, "x.org")), listener("b", out(443, "x.org"))))
                .isEmpty();
    }

    @Test
    void twoListenersAtOneInboundPortConflictAndBothAreNamed() {
        assertThat(
                        conflicts(
                                listener("a", in(8080, PortSpec.Protocol.HTTP)),
                                listener("b", in(8080, PortSpec.Protocol.TCP)),
                                listener("c", in(9090, PortSpec.Protocol.UDP)),
                                listener("d", in(9090, PortSpec.Protocol.UDP))))
                .containsExactly(
                        "listeners 'a' and 'b' both declare inbound tcp port 8080; give one of them another port",
                        "listeners 'c' and 'd' both declare inbound udp port 9090; give one of them another port");
    }

    @Test
    void aPortInBothDirectionsOrOfBothTransportsIsNoConflict() {
        assertThat(
                        conflicts(
                                listener("a", in(443, PortSpec.Protocol.HTTPS)),
                                listener("b", out(443, "x.org")),
                                listener("c", in(443, PortSpec.Protocol.UDP))))
                .isEmpty();
    }

    @Test
    void aListenerMayRepeatItselfButNotContradictItself() {
        var http = in(8080, PortSpec.Protocol.HTTP);
        assertThat(conflicts(listener("a", http, http))).isEmpty();
        assertThat(conflicts(listener("a", http, in(8080, PortSpec.Protocol.TCP))))
                .containsExactly(
                        "listener 'a' declares inbound port 8080 as http and as tcp; keep one");
    }

    @Test
    void aProfileOpensThePortsOfThoseThatItsNetworkNames() {
        var ports =
                PortManager.of(
                        organism(
                                listener("a", out(443, "a.org"), in(8080, PortSpec.Protocol.HTTP)),
                                listener("b", out(443, "b.org"))));
        assertThat(ports.hosts("p", "a")).hasToString("a.org:443");
        assertThat(ports.hosts("p", "b")).hasToString("nothing");
        assertThat(ports.lines("p"))
                .containsExactly(
                        "a  outbound  https 443  to a.org",
                        "a  inbound  http 8080  from this machine");
        assertThatThrownBy(() -> ports.lines("q"))
                .hasMessageContaining("no profile 'q'; there are [p]");
    }

    @Test
    void rulesNameAddressesAndRefuseTheRest() {
        var names = new Hosts.Names().with("a.org", "93.184.215.14", "2606:4700::1");
        var text =
                PortManager.of(
                                organism(
                                        listener(
                                                "a",
                                                out(443, "a.org", "10.0.0.9"),
                                                new PortSpec(
                                                        8080,
                                                        PortSpec.Direction.INBOUND,
                                                        PortSpec.Protocol.HTTP,
                                                        List.of("192.168.1.5"))),
                                        listener("b", out(443, "b.org"))))
                        .nftables("p", "daemon", names);
        assertThat(text)
                .contains("table inet bestcode_p {")
                .contains("meta skuid != \"daemon\" accept")
                .contains("ip daddr 93.184.215.14 tcp dport 443 accept comment \"a: a.org\"")
                .contains(
                        "ip6 daddr 2606:4700:0:0:0:0:0:1 tcp dport 443 accept comment \"a: a.org\"")
                .contains("ip daddr 10.0.0.9 tcp dport 443 accept comment \"a: 10.0.0.9\"")
                .contains("ip saddr 192.168.1.5 tcp dport 8080 accept")
                .contains("tcp dport 8080 counter drop comment \"a\"")
                .contains("counter reject with icmpx type admin-prohibited")
                .doesNotContain("b.org");
        assertThat(names.questions()).isOne();
    }

    @Test
    void namesThatMeanSomethingToNftBecomePlain() {
        var text =
                PortManager.of(organism(listener("a\"; flush ruleset; #\n", out(443, "9.9.9.9"))))
                        .nftables("p", "daemon", new Hosts.Names());
        assertThat(text).contains("comment \"a___flush_ruleset____: 9.9.9.9\"");
        assertThat(text.lines().filter(line -> line.contains("flush"))).hasSize(1);
    }

    @Test
    void rulesForRootOrWithNamesOnAPrivateNetworkAreRefused() {
        var ports = PortManager.of(organism(listener("a", out(443, "a.org"))));
        for (var user : List.of("root", "a\"b", "", "a b", "$(id)")) {
            assertThatThrownBy(() -> ports.nftables("p", user, new Hosts.Names()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(
                        () ->
                                ports.nftables(
                                        "p", "daemon", new Hosts.Names().with("a.org", "10.0.0.1")))
                .hasMessageContaining("a.org is at 10.0.0.1 (a private network)");
        assertThatThrownBy(() -> ports.nftables("p", "daemon", new Hosts.Names()))
                .hasMessageContaining("ports of listener 'a': a.org was not found");
    }

    private static List<String> conflicts(ListenerSpec... listeners) {
        return PortManager.of(organism(listeners)).conflicts();
    }

    /// With a profile that lists all of them and opens the first one's ports.
    static Organism organism(ListenerSpec... listeners) {
        var names = Arrays.stream(listeners).map(ListenerSpec::name).toList();
        var builder = Organism.named("test");
        Arrays.stream(listeners).forEach(builder::listener);
        return builder.profile(
                        new ProfileSpec("p", names, Map.of(), List.of())
                                .withNetwork(names.subList(0, 1)))
                .build();
    }

    static ListenerSpec listener(String name, PortSpec... ports) {
        return new ListenerSpec(name, "tools.X", HandlerNames.TOOL, "", Optional.empty(), List.of())
                .withPorts(List.of(ports));
    }

    static PortSpec out(int port, String... hosts) {
        return Hosts.outbound(port, PortSpec.Protocol.HTTPS, hosts);
    }

    static PortSpec in(int port, PortSpec.Protocol protocol) {
        return new PortSpec(port, PortSpec.Direction.INBOUND, protocol, List.of());
    }
}
