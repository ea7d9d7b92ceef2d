package dev.bestcode.security;

/// An open file descriptor of this process, closed when it runs a program.
record Descriptor(LinuxKernel kernel, int number) implements AutoCloseable {
    /// The path by which this process can open the same file again.
    String path() {
        return "/proc/self/fd/" + number;
    }

    @Override
    public void close() {
        kernel.call(SystemCall.CLOSE, number);
    }
}
