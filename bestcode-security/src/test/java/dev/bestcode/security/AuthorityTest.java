package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Predeclared;

import org.junit.jupiter.api.Test;

class AuthorityTest {
    @Test
    void eachNativeToolHasWordsOfItsOwnForWhatItReaches() {
        assertThat(Predeclared.LISTENERS)
                .filteredOn(listener -> listener.handler().equals(HandlerNames.TOOL))
                .isNotEmpty()
                .filteredOn(listener -> Authority.of(listener) == Authority.CODE)
                .extracting(ListenerSpec::name)
                .as("say in Authority.NATIVE what they reach")
                .isEmpty();
    }
}
