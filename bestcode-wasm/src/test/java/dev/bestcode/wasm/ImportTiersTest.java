package dev.bestcode.wasm;

import static dev.bestcode.wasm.TestComponents.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Clocks;
import dev.bestcode.api.organism.WasmSpec.Randomness;
import dev.bestcode.api.organism.WasmSpec.Stdio;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.wasm.LoadReport.Import;
import dev.bestcode.wasm.LoadReport.Tier;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// What a component imports decides what it could reach, and never more than was granted (G8).
class ImportTiersTest {
    private static final ComponentRuntime RUNTIME = ComponentRuntime.interpreting();

    private static WasmComponent load(byte[] bytes, Capabilities granted, List<String> denied) {
        return RUNTIME.load(bytes, granted, denied, WasmLimits.defaults());
    }

    @Test
    void ungrantedImportIsALoadErrorThatNamesInterfaceFunctionsAndTheLineToAdd() {
        assertThatThrownBy(
                        () ->
                                load(
                                        importing("acme:shop/stock@1.2.0"),
                                        Capabilities.NONE,
                                        List.of()))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("import 'acme:shop/stock@1.2.0' (ask) is not granted")
                .hasMessageContaining("deny_stubs: ['acme:shop/stock']");
    }

    @Test
    void inspectionReportsWhatLoadingWouldRefuse() {
        var component =
                RUNTIME.inspect(
                        importing("acme:shop/stock@1.2.0"),
                        Capabilities.NONE,
                        List.of(),
                        WasmLimits.defaults());
        assertThat(component.report().imports())
                .containsExactly(
                        new Import("acme:shop/stock@1.2.0", Tier.UNGRANTED, List.of("ask")));
    }

    @Test
    void deniedPackageLinks() {
        var component =
                load(importing("acme:shop/stock@1.2.0"), Capabilities.NONE, List.of("acme:shop/*"));
        assertThat(component.report().imports())
                .extracting(Import::tier)
                .containsExactly(Tier.DENIED);
    }

    @Test
    void wasiOfTheTrackIsInertAndOfAnotherVersionIsNot() {
        assertThat(tier("wasi:cli/environment@0.2.12")).isEqualTo(Tier.INERT);
        assertThat(tier("wasi:cli/environment@0.3.0")).isEqualTo(Tier.UNGRANTED);
        assertThat(tier("wasi:http/types@0.2.12")).isEqualTo(Tier.UNGRANTED);
        assertThat(tier("wasi:sockets/tcp@0.2.0")).isEqualTo(Tier.UNGRANTED);
    }

    private static Tier tier(String name) {
        return RUNTIME.inspect(importing(name), Capabilities.NONE, List.of(), WasmLimits.defaults())
                .report()
                .imports()
                .getFirst()
                .tier();
    }

    @Test
    void grantWithoutAnImportIsAWarning() {
        var env =
                new Capabilities(
                        List.of(),
                        Map.of("TZ", new Variable.Literal("UTC")),
                        Stdio.NONE,
                        Clocks.COARSE,
                        Randomness.SEEDED);
        assertThat(load(TestComponents.echo(), env, List.of()).report().warnings())
                .containsExactly(
                        "'env' is granted and the component does not import wasi:cli/environment");
    }
}
