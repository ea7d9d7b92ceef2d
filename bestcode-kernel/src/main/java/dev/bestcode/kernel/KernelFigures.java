package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A kernel in numbers.
/// @param kernelId the same for all its files
/// @param runs how many there are, by retention and state, such as `forever, ended`
/// @param undelivered messages that are dispatched and not finished
public record KernelFigures(
        String kernelId,
        LogHead head,
        List<Segment> segments,
        List<Snapshot> snapshots,
        long blobs,
        long blobBytes,
        long threads,
        long pages,
        Map<String, Integer> runs,
        long undelivered) {
    /// A file of the log.
    /// @param generation how often it was copied
    /// @param bytes of the file
    /// @param usedBytes of them
    /// @param liveContentBytes content in it
    /// @param droppedContentBytes content that retention has dropped, whether or not a copy without
    ///     it has been made yet
    public record Segment(
            String file,
            long firstLsn,
            long lastLsn,
            int generation,
            long bytes,
            long usedBytes,
            long liveContentBytes,
            long droppedContentBytes) {
        JsonObject toJson() {
            return JsonObject.builder()
                    .put("file", file)
                    .put("first_lsn", firstLsn)
                    .put("last_lsn", lastLsn)
                    .put("generation", generation)
                    .put("bytes", bytes)
                    .put("used_bytes", usedBytes)
                    .put("live_content_bytes", liveContentBytes)
                    .put("dropped_content_bytes", droppedContentBytes)
                    .build();
        }
    }

    public record Snapshot(long lsn, long bytes) {
        JsonObject toJson() {
            return JsonObject.builder().put("lsn", lsn).put("bytes", bytes).build();
        }
    }

    static KernelFigures of(Inspection inspection, List<Segment> segments) throws IOException {
        var storage = inspection.storage();
        var state = inspection.replay().state();
        var snapshots = new ArrayList<Snapshot>();
        for (long lsn : new Snapshots(storage).newestFirst().reversed()) {
            try (var file = storage.openForReading(Snapshots.path(lsn))) {
                snapshots.add(new Snapshot(lsn, file.size()));
            }
        }
        long blobs = 0;
        long blobBytes = 0;
        for (var name : storage.list(BlobFile.DIRECTORY)) {
            if (BlobFile.parse(name).isPresent()) {
                try (var file = storage.openForReading(BlobFile.DIRECTORY + "/" + name)) {
                    blobs++;
                    blobBytes += file.size();
                }
            }
        }
        return new KernelFigures(
                inspection.kernelId(),
                inspection.head(),
                List.copyOf(segments),
                snapshots,
                blobs,
                blobBytes,
                state.threads().count(),
                state.pages().pages().size(),
                runs(state),
                state.messages().byId().size());
    }

    private static Map<String, Integer> runs(State state) {
        var counts = new TreeMap<String, Integer>();
        for (var run : state.runs().byOrdinal().values()) {
            counts.merge(OpJson.text(run.retention()) + ", " + stage(run), 1, Integer::sum);
        }
        return counts;
    }

    private static String stage(RunEntry run) {
        if (run.pruned().isPresent()) {
            return "pruned";
        }
        return run.endedMillis().isPresent() ? "ended" : "under way";
    }

    public JsonObject toJson() {
        var byRun = JsonObject.builder();
        runs.forEach((kind, count) -> byRun.put(kind, (long) count));
        return JsonObject.builder()
                .put("kernel_id", kernelId)
                .put("first_lsn", segments.getFirst().firstLsn())
                .put("last_lsn", head.lsn())
                .put("head", head.toString())
                .put("segments", array(segments.stream().map(Segment::toJson).toList()))
                .put("snapshots", array(snapshots.stream().map(Snapshot::toJson).toList()))
                .put("blobs", blobs)
                .put("blob_bytes", blobBytes)
                .put("threads", threads)
                .put("pages", pages)
                .put("runs", byRun.build())
                .put("undelivered", undelivered)
                .build();
    }

    private static JsonArray array(List<JsonObject> objects) {
        return new JsonArray(List.<JsonValue>copyOf(objects));
    }
}
