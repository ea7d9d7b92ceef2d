package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class GateTest {
    private static final String PUBLIC = "93.184.215.14";

    private final Hosts.Names names = new Hosts.Names();
    private final RecordingConnector connector = RecordingConnector.toNowhere();

    @Test
    void aNameIsResolvedOnceAndTheAnswerIsWhereItGoes() {
        names.with("api.example.org", PUBLIC).with("api.example.org", "127.0.0.1");
        assertThat(refusal(Hosts.https("api.example.org"), "api.example.org:443"))
                .isEqualTo(Refusal.UNREACHABLE);
        assertThat(connector.asked()).containsExactly(PUBLIC + ":443");
        assertThat(names.questions()).isOne();
    }

    @Test
    void theNextConnectionIsCheckedAnewSoARebindingNameIsRefused() {
        names.with("api.example.org", PUBLIC).with("api.example.org", "127.0.0.1");
        var hosts = Hosts.https("api.example.org");
        refusal(hosts, "api.example.org:443");
        assertThat(refusal(hosts, "api.example.org:443")).isEqualTo(Refusal.ADDRESS);
        assertThat(connector.asked()).containsExactly(PUBLIC + ":443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.1.1",
                "169.254.169.254",
                "168.63.129.16",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::1",
                "::7f00:1",
                "2001:db8::1"
            })
    void aListedNameReachesPublicAddressesOnly(String literal) {
        names.with("api.example.org", literal).with("two.example.org", PUBLIC, literal);
        var hosts = Hosts.https("api.example.org", "two.example.org");
        assertThat(refusal(hosts, "api.example.org:443")).isEqualTo(Refusal.ADDRESS);
        assertThat(refusal(hosts, "two.example.org:443"))
                .as("one bad address among good ones")
                .isEqualTo(Refusal.ADDRESS);
        assertThat(connector.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fc00::1"})
    void anAddressThatIsOnTheListItselfIsNamedAsSuch(String literal) {
        var target = new Target(Host.parse(literal), 443).toString();
        assertThat(refusal(Hosts.https(literal), target)).isEqualTo(Refusal.UNREACHABLE);
        assertThat(connector.addresses().getFirst().getAddress()).isEqualTo(Hosts.address(literal));
        assertThat(names.questions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "224.0.0.1", "::", "ff02::1"})
    void noBodyMeansTheseEvenOnTheList(String literal) {
        var target = new Target(Host.parse(literal), 443).toString();
        assertThat(refusal(Hosts.https(literal), target)).isEqualTo(Refusal.ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.org:80",
                "api.example.org:8443",
                "api.example.org.evil.com:443",
                "evil.example.org:443",
                "example.org:443",
                "93.184.215.14:443",
                "127.0.0.1:443",
                "xapi.example.org:443"
            })
    void whatIsNotOnTheListIsNotEvenResolved(String target) {
        names.with("api.example.org", PUBLIC);
        assertThat(refusal(Hosts.https("api.example.org"), target)).isEqualTo(Refusal.NOT_LISTED);
        assertThat(names.questions()).isZero();
        assertThat(connector.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, UNREACHABLE",
        "192.168.1.9, UNREACHABLE",
        "100.64.0.1, UNREACHABLE",
        "fc00::1, UNREACHABLE",
        "169.254.169.254, ADDRESS",
        "100.100.100.200, ADDRESS",
        "fe80::1, ADDRESS",
        "0.0.0.0, ADDRESS",
        "64:ff9b::a00:1, ADDRESS"
    })
    void aTypedNameMayBeOnOnesOwnNetworkButIsNoMetadataService(String literal, Refusal outcome) {
        names.with("models.lan", literal);
        var typed = HostList.toward(URI.create("http://models.lan:11434"), true);
        assertThat(refusal(typed, "models.lan:11434")).isEqualTo(outcome);
        var notTyped = HostList.toward(URI.create("http://models.lan:11434"), false);
        assertThat(refusal(notTyped, "models.lan:11434")).isEqualTo(Refusal.ADDRESS);
    }

    @Test
    void localhostIsThisMachineAndNothingElse() {
        names.with("localhost", "127.0.0.1").with("a.localhost", "93.184.215.14");
        var hosts = Hosts.https("localhost", "a.localhost");
        assertThat(refusal(hosts, "localhost:443")).isEqualTo(Refusal.UNREACHABLE);
        assertThat(refusal(hosts, "a.localhost:443")).isEqualTo(Refusal.ADDRESS);
    }

    @Test
    void anUnknownNameIsSaidToBeUnknown() {
        assertThat(refusal(Hosts.https("api.example.org"), "api.example.org:443"))
                .isEqualTo(Refusal.UNKNOWN_HOST);
    }

    @Test
    void anEmptyListReachesNothing() {
        assertThat(refusal(Hosts.https(), "api.example.org:443")).isEqualTo(Refusal.NOT_LISTED);
    }

    private Refusal refusal(HostList hosts, String target) {
        var gate =
                new Gate(
                        "test",
                        hosts,
                        UpstreamProxies.NONE,
                        names,
                        connector,
                        EgressLimits.DEFAULT);
        var refused =
                catchThrowableOfType(
                        EgressException.class, () -> gate.tunnel(Target.parse(target)));
        assertThat(refused).as("nothing can be connected to here").isNotNull();
        return refused.refusal();
    }
}
