package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class SseDecoderTest {
    @Test
    void eventsEndAtABlankLine() {
        assertThat(decoded("event: a\ndata: 1\n\ndata: 2\n\n")).containsExactly("a=1", "message=2");
    }

    @Test
    void everyLineEndingIsOne() {
        assertThat(decoded("data: 1\r\n\r\ndata: 2\r\rdata: 3\n\n"))
                .containsExactly("message=1", "message=2", "message=3");
        assertThat(decoded("event: a\r\ndata: 1\r\ndata: 2\r\n\r\n")).containsExactly("a=1\n2");
    }

    @Test
    void dataLinesAreJoinedByLineFeeds() {
        assertThat(decoded("data: a\ndata:  b\ndata\n\n")).containsExactly("message=a\n b\n");
    }

    @Test
    void byteOrderMarkCommentsAndUnknownFieldsAreSkipped() {
        assertThat(decoded("\uFEFFdata: 1\n: hi\nid: 9\nretry: 5\nnonsense\n\n"))
                .containsExactly("message=1");
    }

    @Test
    void eventWithoutDataIsNone() {
        assertThat(decoded("event: a\n\ndata: 1\n\ndata\n\n")).containsExactly("message=1");
    }

    @Test
    void lastEventMayLackItsBlankLine() {
        assertThat(decoded("data: 1\n\ndata: 2")).containsExactly("message=1", "message=2");
    }

    @Test
    void anEventMayBeAsLargeAsTheBoundAndNoLarger() {
        assertThat(decoded("data: 4567\n\n", 10)).containsExactly("message=4567");
        assertThatThrownBy(() -> decoded("data: 45678\n\n", 10))
                .isInstanceOf(SseDecoder.EventTooLargeException.class);
        assertThatThrownBy(() -> decoded("data: 1\n".repeat(20), 10))
                .isInstanceOf(SseDecoder.EventTooLargeException.class);
    }

    private static List<String> decoded(String stream) {
        return decoded(stream, 1000);
    }

    private static List<String> decoded(String stream, int bound) {
        var events = new ArrayList<String>();
        var decoder =
                new SseDecoder(
                        bound,
                        event ->
                                events.add(
                                        event.name()
                                                + "="
                                                + new String(
                                                        event.data(), StandardCharsets.UTF_8)));
        decoder.feed(Fixtures.utf8(stream));
        decoder.end();
        return events;
    }
}
