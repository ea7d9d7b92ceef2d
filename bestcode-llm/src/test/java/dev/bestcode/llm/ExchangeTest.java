package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.net.http.HttpRequest;

class ExchangeTest {
    @Test
    @Timeout(30)
    void whatNeverEndsAfterAllThatIsWantedIsGivenUp() throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/")).build();
        try (var exchange =
                new Exchange(new EndlessClient(), request, Fixtures.PATIENT, Fixtures.errors())) {
            assertThat(exchange.head().status()).isEqualTo(200);
            assertThat(exchange.next()).isPresent();
            exchange.awaitTail();
        }
    }
}
