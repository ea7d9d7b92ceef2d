package dev.bestcode.security;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The pipes that a child prints to, and the one it reads from.
final class ChildPipes {
    private final Descriptor[] output;
    private final Optional<Descriptor[]> errors;
    private final Optional<Descriptor[]> input;

    ChildPipes(LinuxKernel kernel, boolean oneStream, boolean fed) throws IOException {
        this.output = kernel.pipe();
        this.errors = oneStream ? Optional.empty() : Optional.of(kernel.pipe());
        this.input = fed ? Optional.of(kernel.pipe()) : Optional.empty();
    }

    /// The descriptor that the child's input comes from, where somebody writes.
    OptionalInt input() {
        return input.isPresent() ? OptionalInt.of(input.get()[0].number()) : OptionalInt.empty();
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

    OutputStream writeInput() throws IOException {
        return input.isPresent()
                ? new FileOutputStream(input.get()[1].path())
                : OutputStream.nullOutputStream();
    }

    /// Close our ends; the streams and the child have their own.
    void close() {
        output[0].close();
        output[1].close();
        Stream.concat(errors.stream(), input.stream())
                .flatMap(Arrays::stream)
                .forEach(Descriptor::close);
    }
}
