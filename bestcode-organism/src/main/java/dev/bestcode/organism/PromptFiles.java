package dev.bestcode.organism;

import org.yaml.snakeyaml.nodes.Node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the prompts that lie in files of their own, and none outside the base directory: an
/// organism file from elsewhere must not be able to show a model the files of whoever runs it.
final class PromptFiles {
    private static final String PREFIX = "file:";

    /// Far beyond what a model reads as instructions.
    private static final int BYTES_MAX = 1 << 20;

    private final Path baseDirectory;
    private final Problems problems;

    PromptFiles(Path baseDirectory, Problems problems) {
        this.baseDirectory = baseDirectory;
        this.problems = problems;
    }

    /// The text itself, or of the file that it names.
    /// @return empty when there is none, which is reported at the node
    Optional<String> resolve(String textOrFile, Node at) {
        if (!textOrFile.startsWith(PREFIX)) {
            return Optional.of(textOrFile);
        }
        var name = textOrFile.substring(PREFIX.length());
        try {
            return Optional.of(readConfined(name));
        } catch (Refused refused) {
            problems.add(at, "prompt file %s %s".formatted(Shown.quoted(name), refused.reason));
            return Optional.empty();
        }
    }

    private String readConfined(String name) throws Refused {
        try {
            return readUtf8(confined(name));
        } catch (NoSuchFileException e) {
            throw new Refused("does not exist beside the organism file");
        } catch (CharacterCodingException e) {
            throw new Refused("is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new Refused("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /// The file without a link in its path, so that what is checked is what is opened.
    private Path confined(String name) throws Refused, IOException {
        var relative = path(name);
        if (relative.isAbsolute() || relative.normalize().startsWith("..")) {
            throw new Refused("lies outside the organism's directory; name one beside it");
        }
        var real = baseDirectory.resolve(relative).toRealPath();
        if (!real.startsWith(baseDirectory.toRealPath())) {
            throw new Refused("leads through a link out of the organism's directory");
        }
        if (!Files.isRegularFile(real)) {
            throw new Refused("is not a regular file");
        }
        return real;
    }

    private static Path path(String name) throws Refused {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new Refused("is not a path on this system");
        }
    }

    private static String readUtf8(Path file) throws Refused, IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new Refused("is larger than %,d bytes".formatted(BYTES_MAX));
            }
            // A fresh decoder reports what is malformed, where String's constructor replaces it.
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    /// Why a file is not read; never leaves this class.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Refused(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
