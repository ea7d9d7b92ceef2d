package dev.bestcode.wasm;

import static dev.bestcode.wasm.Fixtures.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.wasm.abi.StoreState;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.link.Linker;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ComponentCallTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "grüße", "\ud83d\ude00 and more"})
    void stringGoesInAndComesBack(String text) throws InterruptedException {
        assertThat(call(TestComponents.echo(), "echo", Val.Str.of(text)))
                .containsExactly(Val.Str.of(text));
    }

    @Test
    void functionOfAnotherModuleIsCalledThroughATableByItsType() throws InterruptedException {
        assertThat(call(TestComponents.sharedTable(1), "run")).containsExactly(new Val.Int(42));
    }

    @Test
    void functionOfAnotherModuleAndAnotherTypeTrapsThoughItsNumberIsTheSame() {
        assertThatThrownBy(() -> call(TestComponents.sharedTable(0), "run"))
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("indirect call type mismatch");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void exceptionTagsOfTwoInstancesOfOneModuleAreTwo(int thrown) throws InterruptedException {
        assertThat(call(TestComponents.tagsOfTwo(thrown), "run"))
                .containsExactly(new Val.Int(thrown == 0 ? 1 : 2));
    }

    @Test
    void exceptionThatNobodyCatchesIsATrap() {
        assertThatThrownBy(() -> call(TestComponents.throwing(), "run"))
                .isInstanceOf(TrapException.class)
                .hasMessage("an exception was thrown that nothing catches");
    }

    @Test
    void importThatIsMissingIsNamed() {
        var component = Fixtures.checked(TestComponents.importing("acme:shop/stock@1.2.0"));
        assertThatThrownBy(
                        () ->
                                Linker.link(
                                        component,
                                        Map.of(),
                                        new StoreState(WasmLimits.defaults(), 0)))
                .isInstanceOf(LinkException.class)
                .hasMessage("import 'acme:shop/stock@1.2.0' (instance) is missing");
    }

    @Test
    void importOfAnotherTypeIsRefusedWithTheDifference() {
        var component = Fixtures.checked(TestComponents.importing("stock"));
        var given =
                new Linker.Provided(
                        InstanceType.of(
                                Map.of("ask", FuncType.of(List.of(), Optional.empty())), Set.of()),
                        new dev.bestcode.wasm.link.Item.Instance(Map.of()));
        assertThatThrownBy(
                        () ->
                                Linker.link(
                                        component,
                                        Map.of("stock", given),
                                        new StoreState(WasmLimits.defaults(), 0)))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining(
                        "in 'ask': in the result: one has a type, the other has none");
    }
}
