package dev.bestcode.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A client that does not keep to the protocol, and does not go away either.
@Timeout(60)
class McpServiceTest {
    private static final McpOffers NOTHING =
            new McpOffers() {
                @Override
                public List<Tool> tools() {
                    return List.of();
                }

                @Override
                public ToolOutcome call(String tool, JsonObject arguments, Client client) {
                    return ToolOutcome.failed("there is no tool");
                }
            };

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[1]", "{\"hello\":1}", "{"})
    void lineThatIsNoMessageEndsTheServiceAndIsNamed(String line) throws Exception {
        assertThat(answerTo("\n" + line + "\n")).contains(line + " is no message of the protocol");
    }

    @Test
    void lineThatIsTooLongEndsTheService() throws Exception {
        assertThat(answerTo(" ".repeat(Bounds.MESSAGE_BYTES_MAX + 1)))
                .contains("a message has more than 8,388,608 bytes");
    }

    /// What a client that stays is told.
    private static Optional<String> answerTo(String said) throws Exception {
        try (var client = new PipedOutputStream();
                var input = new PipedInputStream(client, said.length() + 1);
                var service = McpService.over(input, new ByteArrayOutputStream(), NOTHING)) {
            client.write(said.getBytes(StandardCharsets.UTF_8));
            client.flush();
            return service.awaitEnd();
        }
    }

    @Test
    void clientThatEndsItsInputEndsTheServiceInOrder() throws IOException, InterruptedException {
        try (var service =
                McpService.over(
                        InputStream.nullInputStream(), new ByteArrayOutputStream(), NOTHING)) {
            assertThat(service.awaitEnd()).isEmpty();
        }
    }
}
