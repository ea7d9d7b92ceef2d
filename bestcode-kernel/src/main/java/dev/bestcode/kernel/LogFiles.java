package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The files of `log/`: which are the log, and which can go.
/// @param segments headers of the segments, in order, the newest copy of each
/// @param leftovers paths of files that a crash left behind: replaced segments, files in making,
///     indexes without a segment
record LogFiles(List<SegmentHeader> segments, List<String> leftovers) {
    /// @throws dev.bestcode.api.kernel.KernelException when a file is foreign, damaged or of a
    /// newer format
    static LogFiles list(KernelStorage storage) throws IOException {
        var headers = new ArrayList<SegmentHeader>();
        var leftovers = new ArrayList<String>();
        for (var name : storage.list(LogNames.DIRECTORY)) {
            var names = LogNames.parse(name);
            if (names.isPresent()) {
                headers.add(header(storage, names.get()));
            } else if (LogNames.isDerived(name)) {
                leftovers.add(LogNames.DIRECTORY + "/" + name);
            } else {
                throw new UnsupportedFormatException(
                        "%s/%s/%s is not known here: a newer format, or a foreign file. Nothing has been changed; open it with the newer BestCode, or move the file away."
                                .formatted(storage.name(), LogNames.DIRECTORY, name));
            }
        }
        var copies = NewestCopies.of(headers, SegmentHeader::range);
        copies.replaced().forEach(header -> leftovers.add(LogNames.of(header).segment()));
        var newest = copies.newest();
        newest.forEach(header -> leftovers.remove(LogNames.of(header).index()));
        return new LogFiles(newest, List.copyOf(leftovers));
    }

    private static SegmentHeader header(KernelStorage storage, LogNames names) throws IOException {
        var where = storage.name() + "/" + names.segment();
        try (var file = storage.openForReading(names.segment())) {
            var header = SegmentHeader.read(file, where);
            if (!LogNames.of(header).equals(names)) {
                throw new KernelDamagedException(
                        "%s: byte 0: the header is that of %s. Nothing has been changed; give the file its name back."
                                .formatted(where, LogNames.of(header).segment()),
                        where,
                        0,
                        header.firstLsn());
            }
            return header;
        }
    }

    /// Give the file at [LogNames#NEXT] its header and then its name, so that a segment appears
    /// only with a whole header, and a short one is always damage.
    static StorageFile begin(KernelStorage storage, SegmentHeader header) throws IOException {
        try (var file = storage.open(LogNames.NEXT, false)) {
            file.write(header.encode(), 0);
            file.force();
        }
        var path = LogNames.of(header).segment();
        storage.rename(LogNames.NEXT, path);
        storage.forceDirectory(LogNames.DIRECTORY);
        return storage.open(path, false);
    }
}
