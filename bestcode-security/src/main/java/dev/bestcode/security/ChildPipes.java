package dev.bestcode.security;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The pipes that a child prints to.
final class ChildPipes {
    private final Descriptor[] output;
    private final Optional<Descriptor[]> errors;

    ChildPipes(LinuxKernel kernel, boolean oneStream) throws IOException {
        this.output = kernel.pipe();
        this.errors = oneStream ? Optional.empty() : Optional.of(kernel.pipe());
    }

    /// The descriptor that the child's output goes to.
    int output() {
        return output[1].number();
    }

    int errors() {
        return errors.orElse(output)[1].number();
    }

    /// What the child prints. To be opened while this is not closed.
    InputStream readOutput() throws IOException {
        return new FileInputStream(output[0].path());
    }

    InputStream readErrors() throws IOException {
        return errors.isPresent()
                ? new FileInputStream(errors.get()[0].path())
                : InputStream.nullInputStream();
    }

    /// Close our ends; the streams and the child have their own.
    void close() {
        output[0].close();
        output[1].close();
        errors.ifPresent(
                ends -> {
                    ends[0].close();
                    ends[1].close();
                });
    }
}
