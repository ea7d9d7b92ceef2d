package dev.bestcode.wasm.host;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.host.HostObject.Listing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the handles of one call stand for, by representation from 1; 0 is what has no state.
final class HostObjects implements AutoCloseable {
    /// Files, their streams and listings together: descriptors are scarce in the whole process.
    static final int OPEN_MAX = 64;

    /// Names of all listings that are under way.
    static final int LISTED_MAX = 100_000;

    private final Map<Integer, HostObject> objects = new HashMap<>();
    private int last;
    private int listed;

    int add(HostObject object) {
        objects.put(++last, object);
        listed += names(object);
        if (objects.size() > OPEN_MAX) {
            throw new LimitExceededException(
                    "the component holds more than %d files, folders and streams open"
                            .formatted(OPEN_MAX));
        }
        if (listed > LISTED_MAX) {
            throw new LimitExceededException(
                    "the component lists more than %d names at a time".formatted(LISTED_MAX));
        }
        return last;
    }

    private static int names(HostObject object) {
        return object instanceof Listing listing ? listing.size : 0;
    }

    Optional<HostObject> find(int representation) {
        return Optional.ofNullable(objects.get(representation));
    }

    void drop(int representation) {
        Optional.ofNullable(objects.remove(representation))
                .ifPresent(
                        object -> {
                            listed -= names(object);
                            object.close();
                        });
    }

    @Override
    public void close() {
        objects.values().forEach(HostObject::close);
        objects.clear();
    }
}
