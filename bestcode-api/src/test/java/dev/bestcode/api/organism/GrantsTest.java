package dev.bestcode.api.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.PortSpec.Direction;
import dev.bestcode.api.organism.PortSpec.Protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ports, budgets, sandboxes and components: what cannot be said.
class GrantsTest {
    private static final Sha256 SOME = Sha256.of(new byte[0]);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.org", "localhost", "a", "x--y.b", "xn--bcher-kva.example", "127.0.0.1",
                "255.255.255.255", "0.0.0.0", "::1", "2001:db8::1", "::ffff:10.0.0.1", "1a.example"
            })
    void exactHostIsAHost(String host) {
        assertThat(PortSpec.isHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*",
                "*.example.org",
                "API.example.org",
                "example.org.",
                ".example.org",
                "a..b",
                "-a.example",
                "a-.example",
                "bücher.example",
                "a b",
                "example.org:443",
                "https://example.org",
                "[::1]",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "256.0.0.1",
                "01.2.3.4",
                "1.2.3.4.5",
                "1.2.3.4.",
                "a.0x",
                "::1%eth0",
                ":",
                "1:2",
                "user@example.org",
                "a/b",
                "a\n"
            })
    void whatSomeResolverReadsOtherwiseIsNoHost(String host) {
        assertThat(PortSpec.isHost(host)).isFalse();
        assertThatThrownBy(() -> outbound(443, List.of(host))).hasMessageContaining("exact host");
    }

    @Test
    void labelsAndNamesHaveTheirLengths() {
        assertThat(PortSpec.isHost("a".repeat(63))).isTrue();
        assertThat(PortSpec.isHost("a".repeat(64))).isFalse();
        assertThat(PortSpec.isHost("a.".repeat(126) + "a")).isTrue();
        assertThat(PortSpec.isHost("a.".repeat(127) + "a")).isFalse();
        assertThat(PortSpec.isHost("1.".repeat(1_000_000) + "x")).isFalse();
    }

    @Test
    void portHasARangeAndOutboundOnesAHost() {
        assertThat(outbound(65_535, List.of("a")).port()).isEqualTo(65_535);
        assertThatThrownBy(() -> outbound(0, List.of("a"))).hasMessageContaining("from 1 to 65535");
        assertThatThrownBy(() -> outbound(65_536, List.of("a"))).hasMessageContaining("65536");
        assertThatThrownBy(() -> outbound(1, List.of())).hasMessageContaining("names no host");
        assertThatThrownBy(() -> outbound(1, Collections.nCopies(257, "a")))
                .hasMessageContaining("allowed up to 256");
        assertThatCode(() -> new PortSpec(1, Direction.INBOUND, Protocol.TCP, List.of()))
                .doesNotThrowAnyException();
    }

    private static PortSpec outbound(int port, List<String> hosts) {
        return new PortSpec(port, Direction.OUTBOUND, Protocol.HTTPS, hosts);
    }

    @Test
    void budgetsOfTheSameAmountAreEqualAndZeroIsZero() {
        assertThat(BudgetSpec.ofUsd("2.50")).isEqualTo(BudgetSpec.ofUsd("2.5"));
        assertThat(BudgetSpec.ofUsd("0")).isNotEqualTo(BudgetSpec.UNSTATED);
        assertThat(BudgetSpec.ofUsd("1E+2").usd()).contains(new BigDecimal("100.000000"));
    }

    @Test
    void budgetHasRanges() {
        var budget = BudgetSpec.UNSTATED;
        for (var usd : List.of("-0.01", "1000000.01", "0.0000001", "1E-999999999", "9E999999999")) {
            assertThatThrownBy(() -> BudgetSpec.ofUsd(usd))
                    .hasMessageContaining("allowed from 0 to 1000000");
        }
        assertThatThrownBy(() -> budget.withMinutes(-1)).hasMessageContaining("minutes is -1");
        assertThatThrownBy(() -> budget.withMinutes(525_601)).hasMessageContaining("525600");
        assertThatThrownBy(() -> budget.withTokens(-1)).hasMessageContaining("tokens is -1");
        assertThatThrownBy(() -> budget.withTokens(Long.MAX_VALUE)).hasMessageContaining("to 1000");
        assertThat(budget.withMinutes(0).withTokens(0).tokens()).hasValue(0);
    }

    @Test
    void sandboxLetsExactPathsAndNamesThrough() {
        assertThat(sandbox("/usr/share").read()).containsExactly("/usr/share");
        assertThat(sandbox("~/.m2").read()).containsExactly("~/.m2");
        for (var path : List.of("", "m2", "~", "~x/m2", "/a/../b", "~/../b", "/a/./b", "/a\0")) {
            assertThatThrownBy(() -> sandbox(path)).hasMessageContaining("absolute or from ~/");
        }
        assertThatThrownBy(
                        () ->
                                new SandboxSpec(
                                        SandboxSpec.Walls.REQUIRED,
                                        List.of(),
                                        List.of(),
                                        List.of("A=b")))
                .hasMessageContaining("environment variable");
    }

    private static SandboxSpec sandbox(String read) {
        return new SandboxSpec(
                SandboxSpec.Walls.REQUIRED, List.of(read), List.of(), List.of("JAVA_HOME"));
    }

    @Test
    void componentHasAnAbsolutePathAndBounds() {
        assertThat(WasmSpec.of(Path.of("/a/../b.wasm")).path()).isEqualTo(Path.of("/b.wasm"));
        assertThatThrownBy(() -> WasmSpec.of(Path.of("b.wasm"))).hasMessageContaining("absolute");
        assertThatThrownBy(() -> new WasmSpec.Folder(Path.of("/a"), "data", true))
                .hasMessageContaining("guest_path is 'data'");
        assertThatThrownBy(() -> new WasmSpec.Limits(601, 1)).hasMessageContaining("0 to 600");
        assertThatThrownBy(() -> new WasmSpec.Limits(1, -1)).hasMessageContaining("0 to 4096");
        assertThat(new WasmSpec.Limits(0, 0).seconds()).isZero();
    }

    @Test
    void callableRequiresOnlyParametersThatItHas() {
        var callable = CallableSpec.taking("coding", "coder");
        assertThat(callable.required()).containsExactly("task");
        assertThatThrownBy(() -> withRequired(callable, List.of("topic"), 1))
                .hasMessageContaining("required names 'topic'");
        assertThatThrownBy(() -> withRequired(callable, List.of(), 65))
                .hasMessageContaining("allowed from 0 to 64");
        assertThatThrownBy(
                        () ->
                                new CallableSpec.Parameter(
                                        CallableSpec.Type.NUMBER, "", List.of("a")))
                .hasMessageContaining("enum");
    }

    private static CallableSpec withRequired(CallableSpec spec, List<String> required, int depth) {
        return new CallableSpec(
                spec.parameters(),
                required,
                spec.requires(),
                spec.organism(),
                spec.profile(),
                spec.agent(),
                depth,
                spec.concurrency(),
                spec.budget());
    }

    @Test
    void profilePinsItsCommandsAndRunsThemAsNobodyPowerful() {
        var profile = new ProfileSpec("p", List.of(), Map.of(), List.of("./gradlew"));
        assertThat(profile.withPins(Map.of("./gradlew", SOME)).pins()).hasSize(1);
        assertThatThrownBy(() -> profile.withPins(Map.of("git", SOME)))
                .hasMessageContaining("pins 'git'");
        assertThat(profile.withLinuxUser("bestcode").linuxUser())
                .isEqualTo(Optional.of("bestcode"));
        for (var user : List.of("root", "", "A", "0", "a b", "a".repeat(33))) {
            assertThatThrownBy(() -> profile.withLinuxUser(user))
                    .hasMessageContaining("linux_user");
        }
    }
}
