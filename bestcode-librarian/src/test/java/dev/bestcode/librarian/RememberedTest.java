package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class RememberedTest {
    private final Remembered<String, String> remembered = new Remembered<>(10);
    private final List<String> read = new ArrayList<>();

    private String of(String key, String bytes) {
        return remembered.of(
                key,
                () -> {
                    read.add(key);
                    return Bytes.ofUtf8(bytes);
                },
                Bytes::utf8);
    }

    @Test
    void aKeyIsReadOnce() {
        assertThat(of("a", "1")).isEqualTo("1");
        assertThat(of("a", "2")).isEqualTo("1");
        assertThat(read).containsExactly("a");
    }

    @Test
    void whatWasAskedForLongestAgoGoesWhenTheBytesPassTheirBound() {
        of("a", "1234");
        of("b", "1234");
        of("a", "1234");
        of("c", "1234");
        read.clear();

        of("a", "1234");
        of("c", "1234");
        assertThat(read).isEmpty();
        of("b", "1234");
        assertThat(read).containsExactly("b");
    }

    @Test
    void whatIsLargerThanTheBoundIsReadEachTime() {
        of("a", "12345678901");
        of("a", "12345678901");
        assertThat(read).containsExactly("a", "a");
    }
}
