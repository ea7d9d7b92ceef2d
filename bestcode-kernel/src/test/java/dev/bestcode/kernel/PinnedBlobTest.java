package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class PinnedBlobTest {
    private final BlobStore blobs = new BlobStore(FileStorage.inMemory());
    private final State state = State.empty(new LogStore("memory", blobs));

    @Test
    void cleanUpLeavesWhatACommitUnderWayIsAboutToName() throws IOException {
        var content = Bytes.ofUtf8("large");
        var blob = blobs.pin(content);
        blobs.pin(content);
        blobs.deleteUnneeded(state);
        assertThat(blobs.find(blob)).contains(content);

        blobs.unpin(blob);
        blobs.deleteUnneeded(state);
        assertThat(blobs.find(blob)).contains(content);

        blobs.unpin(blob);
        blobs.deleteUnneeded(state);
        assertThat(blobs.find(blob)).isEmpty();
    }
}
