package dev.bestcode.tools;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A directory whose disk fails at one step, or whose process ends there.
final class FaultyDirectory implements Directory {
    enum Fault {
        ERROR,
        /// Nothing more is done, not even what cleans up.
        CRASH
    }

    /// What no code catches.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Directory real;
    private final Fault fault;
    private int stepsLeft;
    private boolean over;

    /// @param steps that go well
    FaultyDirectory(Directory real, Fault fault, int steps) {
        this.real = real;
        this.fault = fault;
        this.stepsLeft = steps;
    }

    boolean wasReached() {
        return over;
    }

    private void step() throws IOException {
        if (fault == Fault.CRASH && over) {
            throw new Crash();
        }
        if (stepsLeft-- == 0) {
            over = true;
            if (fault == Fault.CRASH) {
                throw new Crash();
            }
            throw new FileSystemException("f", null, "injected");
        }
    }

    @Override
    public Path path() {
        return real.path();
    }

    @Override
    public Attributes attributes() throws IOException {
        step();
        return real.attributes();
    }

    @Override
    public Optional<Attributes> attributes(String name) throws IOException {
        step();
        return real.attributes(name);
    }

    @Override
    public int mode(String name) throws IOException {
        step();
        return real.mode(name);
    }

    @Override
    public Directory directory(String name) throws IOException {
        step();
        return real.directory(name);
    }

    @Override
    public Directory again() throws IOException {
        step();
        return real.again();
    }

    @Override
    public String link(String name) throws IOException {
        step();
        return real.link(name);
    }

    @Override
    public OpenFile read(String name) throws IOException {
        step();
        return real.read(name);
    }

    @Override
    public OpenFile update(String name) throws IOException {
        step();
        return new FaultyFile(real.update(name));
    }

    @Override
    public OpenFile create(String name) throws IOException {
        step();
        return new FaultyFile(real.create(name));
    }

    @Override
    public void createDirectory(String name) throws IOException {
        step();
        real.createDirectory(name);
    }

    @Override
    public void copyModeAndOwner(String from, String to) throws IOException {
        step();
        real.copyModeAndOwner(from, to);
    }

    @Override
    public void createLink(String name, String target) throws IOException {
        step();
        real.createLink(name, target);
    }

    @Override
    public void setMode(String name, int mode) throws IOException {
        step();
        real.setMode(name, mode);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        step();
        real.replace(from, to);
    }

    @Override
    public void move(String from, Directory into, String to) throws IOException {
        step();
        real.move(from, into instanceof FaultyDirectory faulty ? faulty.real : into, to);
    }

    @Override
    public void delete(String name) throws IOException {
        step();
        real.delete(name);
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        step();
        real.deleteDirectory(name);
    }

    @Override
    public void force() throws IOException {
        step();
        real.force();
    }

    @Override
    public List<Entry> entries() throws IOException {
        step();
        return real.entries();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    /// Half of what is to be written is written before the fault.
    private final class FaultyFile implements OpenFile {
        private final OpenFile file;

        FaultyFile(OpenFile file) {
            this.file = file;
        }

        @Override
        public Attributes attributes() throws IOException {
            return file.attributes();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            step();
            return file.read(into, from, length);
        }

        @Override
        public Attributes attributesNow() throws IOException {
            step();
            return file.attributesNow();
        }

        @Override
        public int readAt(long position, byte[] into) throws IOException {
            step();
            return file.readAt(position, into);
        }

        @Override
        public void writeAt(long position, byte[] bytes) throws IOException {
            step();
            file.writeAt(position, bytes);
        }

        @Override
        public void resize(long bytes) throws IOException {
            step();
            file.resize(bytes);
        }

        @Override
        public Claim claim() {
            return file.claim();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            int half = bytes.length / 2;
            file.write(java.util.Arrays.copyOf(bytes, half));
            step();
            file.write(java.util.Arrays.copyOfRange(bytes, half, bytes.length));
        }

        @Override
        public void force() throws IOException {
            step();
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
