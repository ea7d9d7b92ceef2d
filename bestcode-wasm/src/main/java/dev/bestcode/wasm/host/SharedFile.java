package dev.bestcode.wasm.host;

import dev.bestcode.api.tool.Workspace.OpenFile;

import java.io.IOException;

/// An open file that a descriptor and its streams use together; the last of them closes it.
final class SharedFile {
    private final OpenFile file;
    private int users = 1;

    SharedFile(OpenFile file) {
        this.file = file;
    }

    OpenFile file() {
        return file;
    }

    SharedFile retain() {
        users++;
        return this;
    }

    void release() {
        if (--users == 0) {
            try {
                file.close();
            } catch (IOException _) {
                // what was not written was reported by the write
            }
        }
    }
}
