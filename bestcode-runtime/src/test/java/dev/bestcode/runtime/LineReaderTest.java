package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class LineReaderTest {
    @Test
    void linesAreTheSameHoweverTheyArrive() throws Exception {
        var text = "one\n\nthirteen long\nfour\nfive whole\nnot ended";
        for (int piece = 1; piece <= text.length(); piece++) {
            assertThat(lines(text, piece, 12))
                    .as("in pieces of %d bytes", piece)
                    .containsExactly("one", "", "(too long)", "four", "five whole");
        }
    }

    @Test
    void aLineOfTheBoundIsWholeWhateverTheBuffer() throws Exception {
        for (int length : List.of(8191, 8192, 8193, 20_000)) {
            var line = "x".repeat(length);
            assertThat(lines(line + "\nnext\n", 100_000, length)).containsExactly(line, "next");
            assertThat(lines(line + "x\nnext\n", 100_000, length))
                    .containsExactly("(too long)", "next");
        }
    }

    private static List<String> lines(String text, int piece, int bytesMax) throws IOException {
        var reader = new LineReader(Channels.newChannel(inPieces(text, piece)), bytesMax);
        var lines = new ArrayList<String>();
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(
                    switch (line.get()) {
                        case LineReader.Whole(var bytes) -> bytes.utf8();
                        case LineReader.TooLong() -> "(too long)";
                    });
        }
        return lines;
    }

    private static InputStream inPieces(String text, int piece) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(piece, length));
            }

            @Override
            public synchronized int available() {
                return 0; // a channel would go on reading otherwise
            }
        };
    }
}
