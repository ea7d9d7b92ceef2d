package dev.bestcode.tools;

import dev.bestcode.api.tool.Workspace.Kind;
import dev.bestcode.api.tool.Workspace.Named;
import dev.bestcode.api.tool.Workspace.Status;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a workspace does for callers that speak of files and not of tools: the same walk, the same
/// refusals, told as [java.nio.file] tells them.
final class WorkspaceFiles {
    private static final int OWNER_WRITE = 0200;

    private final Workspace workspace;

    WorkspaceFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    Status status(String path, LinkOption... links) throws IOException {
        if (follows(List.of(links))) {
            try (var place = find(path)) {
                return status(
                        switch (place) {
                            case Place.Folder(_, _, var directory) -> directory.attributes();
                            case Place.File(_, _, _, _, var attributes) -> attributes;
                            case Place.Missing _ -> throw new NoSuchFileException(path);
                        });
            }
        }
        try (var entry = entry(path)) {
            return status(entry.attributes().orElseThrow(() -> new NoSuchFileException(path)));
        }
    }

    private static boolean follows(Collection<? extends OpenOption> options) {
        return !options.contains(LinkOption.NOFOLLOW_LINKS);
    }

    static Status status(Attributes attributes) {
        return new Status(
                kind(attributes.kind()),
                attributes.sizeBytes(),
                attributes.modified().toInstant(),
                attributes.key());
    }

    private static Kind kind(Attributes.Kind kind) {
        return switch (kind) {
            case FILE -> Kind.FILE;
            case DIRECTORY -> Kind.DIRECTORY;
            case LINK -> Kind.LINK;
            case SPECIAL, UNKNOWN -> Kind.OTHER;
        };
    }

    private Place find(String path) throws IOException {
        try {
            return workspace.findLiteral(path);
        } catch (PathRefusedException e) {
            throw e.asFileSystemException();
        } catch (ToolFailedException e) {
            throw new AccessDeniedException(path, null, e.getMessage());
        }
    }

    /// The last name of a path in the directory that holds it, links before it followed.
    private record Entry(Place.Folder folder, String name) implements AutoCloseable {
        Directory directory() {
            return folder.directory();
        }

        Optional<Attributes> attributes() throws IOException {
            return directory().attributes(name);
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    private Entry entry(String path) throws IOException {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        int slash = path.lastIndexOf('/', end - 1);
        var name = path.substring(slash + 1, end);
        boolean named = !name.isEmpty() && !name.equals(".") && !name.equals("..");
        if (!named || slash == 0 || FileNames.encode(name).isEmpty()) {
            throw new AccessDeniedException(path, null, "it ends in no name of a folder");
        }
        var place = find(slash < 0 ? "." : path.substring(0, slash));
        if (place instanceof Place.Folder folder) {
            return new Entry(folder, name);
        }
        place.close();
        throw place instanceof Place.File
                ? new NotDirectoryException(path)
                : new NoSuchFileException(path);
    }

    private Entry writableEntry(String path) throws IOException {
        var entry = entry(path);
        try {
            requireWritable(path, entry.folder(), entry.name());
            return entry;
        } catch (IOException e) {
            entry.close();
            throw e;
        }
    }

    private static void requireWritable(String path, Place place, String... further)
            throws IOException {
        if (place.root().readOnly()) {
            throw new AccessDeniedException(path, null, "it lies in a read-only folder");
        }
        try {
            Workspace.refuseProtected(place.root().names(place.path()));
            Workspace.refuseProtected(List.of(further));
        } catch (ToolFailedException e) {
            throw new AccessDeniedException(path, null, e.getMessage());
        }
    }

    WorkspaceFile open(String path, Set<? extends OpenOption> options) throws IOException {
        if (options.contains(StandardOpenOption.CREATE_NEW)) {
            try (var entry = writableEntry(path)) {
                return created(path, entry);
            }
        }
        return follows(options) ? followed(path, options) : unfollowed(path, options);
    }

    private WorkspaceFile followed(String path, Set<? extends OpenOption> options)
            throws IOException {
        try (var place = find(path)) {
            return switch (place) {
                case Place.Folder _ -> throw isDirectory(path);
                case Place.File(_, _, var parent, var name, _) ->
                        opened(path, place, parent, name, options);
                case Place.Missing(_, _, var parent, var name) -> {
                    requireCreation(path, options);
                    requireWritable(path, place);
                    yield file(parent.create(name), true);
                }
            };
        }
    }

    private WorkspaceFile unfollowed(String path, Set<? extends OpenOption> options)
            throws IOException {
        try (var entry = entry(path)) {
            var found = entry.attributes();
            if (found.isEmpty()) {
                requireCreation(path, options);
                requireWritable(path, entry.folder(), entry.name());
                return created(path, entry);
            }
            return switch (found.get().kind()) {
                case FILE -> opened(path, entry.folder(), entry.directory(), entry.name(), options);
                case DIRECTORY -> throw isDirectory(path);
                case LINK -> throw new FileSystemLoopException(path);
                case SPECIAL, UNKNOWN ->
                        throw new AccessDeniedException(path, null, "it is a special file");
            };
        }
    }

    private static void requireCreation(String path, Set<? extends OpenOption> options)
            throws NoSuchFileException {
        if (!options.contains(StandardOpenOption.CREATE)) {
            throw new NoSuchFileException(path);
        }
    }

    private static FileSystemException isDirectory(String path) {
        return new FileSystemException(path, null, "it is a directory");
    }

    private WorkspaceFile created(String path, Entry entry) throws IOException {
        if (entry.attributes().isPresent()) {
            throw new FileAlreadyExistsException(path);
        }
        return file(entry.directory().create(entry.name()), true);
    }

    private WorkspaceFile opened(
            String path,
            Place place,
            Directory parent,
            String name,
            Set<? extends OpenOption> options)
            throws IOException {
        boolean cut = options.contains(StandardOpenOption.TRUNCATE_EXISTING);
        if (!cut && !options.contains(StandardOpenOption.WRITE)) {
            return file(parent.read(name), false);
        }
        requireWritable(path, place, name);
        if ((parent.mode(name) & OWNER_WRITE) == 0) { // root is never asked
            throw new AccessDeniedException(path, null, "the file is read-only");
        }
        var file = file(parent.update(name), true);
        if (cut) {
            try {
                file.resize(0);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }
        return file;
    }

    private WorkspaceFile file(OpenFile file, boolean writable) {
        return new WorkspaceFile(file, writable, workspace.writing());
    }

    List<Named> list(String path) throws IOException {
        try (var place = find(path)) {
            return switch (place) {
                case Place.Folder(_, _, var directory) -> list(directory);
                case Place.File _ -> throw new NotDirectoryException(path);
                case Place.Missing _ -> throw new NoSuchFileException(path);
            };
        }
    }

    private static List<Named> list(Directory directory) throws IOException {
        var named = new ArrayList<Named>();
        for (var entry : directory.entries()) {
            if (!FileNames.isText(entry.name())) {
                continue;
            }
            var kind = entry.kind();
            if (kind == Attributes.Kind.UNKNOWN) {
                kind = directory.attributes(entry.name()).map(Attributes::kind).orElse(kind);
            }
            named.add(new Named(entry.name(), kind(kind)));
        }
        return named;
    }

    String link(String path) throws IOException {
        try (var entry = entry(path)) {
            var found = entry.attributes().orElseThrow(() -> new NoSuchFileException(path));
            if (!found.isLink()) {
                throw new FileSystemException(path, null, "it is no link");
            }
            return entry.directory().link(entry.name());
        }
    }

    void createDirectory(String path) throws IOException {
        try (var entry = writableEntry(path)) {
            if (entry.attributes().isPresent()) {
                throw new FileAlreadyExistsException(path);
            }
            entry.directory().createDirectory(entry.name());
        }
    }

    void deleteDirectory(String path) throws IOException {
        try (var entry = writableEntry(path)) {
            if (!found(path, entry).isDirectory()) {
                throw new NotDirectoryException(path);
            }
            entry.directory().deleteDirectory(entry.name());
        }
    }

    void deleteFile(String path) throws IOException {
        try (var entry = writableEntry(path)) {
            if (found(path, entry).isDirectory()) {
                throw isDirectory(path);
            }
            entry.directory().delete(entry.name());
        }
    }

    private static Attributes found(String path, Entry entry) throws IOException {
        return entry.attributes().orElseThrow(() -> new NoSuchFileException(path));
    }

    void rename(String from, String to) throws IOException {
        try (var source = writableEntry(from);
                var target = writableEntry(to)) {
            found(from, source);
            source.directory().move(source.name(), target.directory(), target.name());
        }
    }
}
