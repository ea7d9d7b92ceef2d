package dev.bestcode.kernel;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Another reader of the log, written from `docs/log-format.md` alone: it knows nothing of the
/// kernel's code, so what it reads is what the page says.
final class SecondReader {
    private final List<Map<String, Object>> transactions = new ArrayList<>();
    private final Path directory;

    private SecondReader(Path directory) {
        this.directory = directory;
    }

    /// One map for each transaction, in the words of the page.
    static List<Map<String, Object>> transactions(Path directory) throws IOException {
        var reader = new SecondReader(directory);
        for (var segment : reader.segments()) {
            reader.records(segment);
        }
        return reader.transactions;
    }

    private record Segment(ByteBuffer bytes, int generation, long id, long first, long last) {}

    private List<Segment> segments() throws IOException {
        var all = new ArrayList<Segment>();
        try (var files = Files.newDirectoryStream(directory.resolve("log"), "*.log")) {
            for (var file : files) {
                var b = ByteBuffer.wrap(Files.readAllBytes(file));
                require(b.getLong(0) == 0x42434B4C4F470D0AL && b.getInt(8) == 1, "header");
                require(crc(b.slice(0, 124)) == b.getInt(124), "header CRC32C");
                all.add(new Segment(b, b.getInt(12), b.getLong(24), b.getLong(32), b.getLong(40)));
            }
        }
        all.sort(
                Comparator.comparingLong(Segment::first)
                        .thenComparing(Segment::generation, Comparator.reverseOrder()));
        var newest = new ArrayList<Segment>();
        for (var segment : all) {
            if (newest.isEmpty()
                    || newest.getLast().generation == 0
                    || segment.first > newest.getLast().last) {
                newest.add(segment);
            }
        }
        return newest;
    }

    private void records(Segment segment) throws IOException {
        var b = segment.bytes;
        for (int at = 128; at + 72 <= b.limit() && b.getInt(at) != 0; at += b.getInt(at)) {
            int length = b.getInt(at);
            var summed = ByteBuffer.allocate(16 + length - 4);
            summed.putLong(segment.id)
                    .putLong(at)
                    .put(b.slice(at, 4))
                    .put(b.slice(at + 8, length - 8));
            require(crc(summed.flip()) == b.getInt(at + 4), "record CRC32C");
            if (b.get(at + 9) == 1) {
                transaction(b.slice(at, length));
            }
        }
    }

    private void transaction(ByteBuffer record) throws IOException {
        var ops = new ArrayList<Map<String, Object>>();
        int at = 72;
        for (int i = 0; i < record.getInt(12); i++) {
            var op = new Op(record, at);
            ops.add(op.read(directory));
            at = op.end;
        }
        var transaction = new LinkedHashMap<String, Object>();
        transaction.put("lsn", record.getLong(16));
        transaction.put("time", Instant.ofEpochMilli(record.getLong(32)).toString());
        transaction.put("chain", hex(record, 40));
        transaction.put("ops", ops);
        transactions.add(transaction);
    }

    private static String hex(ByteBuffer from, int at) {
        var digest = new byte[32];
        from.get(at, digest);
        return HexFormat.of().formatHex(digest);
    }

    private static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("wrong " + what);
        }
    }

    /// One op of a record.
    private static final class Op {
        private static final String[] FORMS = {"none", "inline", "blob", "dropped"};

        private final ByteBuffer record;
        private final int kind;
        private final int form;
        private final int length;
        private final int contentAt;
        private final int end;
        private final Map<String, Object> fields = new TreeMap<>();
        private final DataInputStream in;

        Op(ByteBuffer record, int at) {
            this.record = record;
            kind = record.get(at) & 0xFF;
            form = record.get(at + 1) & 0x0F;
            boolean linked = (record.get(at + 1) & 0x10) != 0;
            int lengthsAt = at + (linked ? 14 : 6);
            int headLength = Math.toIntExact(number(record, lengthsAt));
            int behind = lengthsAt + bytes(headLength);
            length = form == 0 ? 0 : Math.toIntExact(number(record, behind));
            int headAt = behind + (form == 0 ? 0 : bytes(length));
            contentAt = headAt + headLength + (form == 0 ? 0 : 32);
            end = contentAt + (form == 1 ? length : 0);
            var head = new byte[headLength];
            record.get(headAt, head);
            in = new DataInputStream(new ByteArrayInputStream(head));
            if (record.getInt(at + 2) != 0) {
                fields.put("run_ordinal", (long) record.getInt(at + 2));
            }
            if (linked && record.getLong(at + 6) != 0) {
                fields.put("link_lsn", record.getLong(at + 6) >>> 20);
                fields.put("link_slot", record.getLong(at + 6) & 0xFFFFF);
            }
        }

        private static long number(ByteBuffer from, int at) {
            int next = from.get(at) & 0xFF;
            return next < 0x80 ? next : (next & 0x7F) | (number(from, at + 1) << 7);
        }

        private static int bytes(int number) {
            return number < 0x80 ? 1 : 1 + bytes(number >>> 7);
        }

        Map<String, Object> read(Path directory) throws IOException {
            head();
            require(in.available() == 0, "head of kind " + kind);
            if (form != 0) {
                content(directory);
            }
            return fields;
        }

        private void content(Path directory) throws IOException {
            var content = new TreeMap<String, Object>();
            content.put("form", FORMS[form]);
            content.put("length", (long) length);
            content.put("sha256", hex(record, contentAt - 32));
            if (form == 1 || form == 2) {
                var bytes = new byte[length];
                if (form == 1) {
                    record.get(contentAt, bytes);
                } else {
                    bytes = Files.readAllBytes(directory.resolve("blob/" + content.get("sha256")));
                }
                content.put("text", new String(bytes, StandardCharsets.UTF_8));
            }
            fields.put("content", content);
        }

        private void head() throws IOException {
            switch (kind) {
                case 1 -> {
                    op("thread_pushed").put("thread", number());
                    optional("parent", number());
                    var run = text();
                    if (!run.isEmpty()) {
                        fields.put("run", run);
                    }
                    fields.put("name", text());
                    fields.put("profile", text());
                    fields.put("rights", sha());
                }
                case 2 -> {
                    op("thread_status_set").put("thread", number());
                    fields.put("status", word("active", "completed", "failed"));
                }
                case 3 -> op("thread_pruned").put("thread", number());
                case 4 -> message("message_dispatched");
                case 5 -> op("message_delivered").put("message", number());
                case 6 -> op("message_failed").put("message", number());
                case 7 -> {
                    op("message_retried").put("message", number());
                    fields.put("attempt", (long) in.readInt());
                }
                case 8 -> {
                    fields.put("payload_sha256", sha());
                    message("message_refused");
                }
                case 9 -> {
                    op("segment_added").put("thread", number());
                    fields.put("segment", number());
                    fields.put("tag", text());
                    fields.put("tokens", (long) in.readInt());
                    rated();
                }
                case 10 -> {
                    op("handler_state_set").put("thread", number());
                    fields.put("listener", text());
                }
                case 11 -> {
                    op("usage_charged").put("thread", number());
                    fields.put("input_tokens", number());
                    fields.put("output_tokens", number());
                    fields.put("cache_read_tokens", number());
                    fields.put("cache_write_tokens", number());
                }
                case 12 -> {
                    op("run_retained").put("run", text());
                    int days = in.readInt();
                    fields.put(
                            "retention",
                            days == -1
                                    ? "retain_forever"
                                    : days == -2 ? "prune_on_delivery" : "retain_days " + days);
                }
                case 13 -> {
                    op("run_pruned").put("run", text());
                    fields.put("reason", word("delivered", "expired", "erased"));
                }
                case 14 -> {
                    op("run_forked").put("run", text());
                    fields.put("from", text());
                    fields.put("through_lsn", number());
                }
                case 15 -> {
                    page("segment_folded");
                    fields.put("tokens", (long) in.readInt());
                }
                case 16 -> page("segment_evicted");
                case 17 -> page("segment_expanded");
                case 18 -> {
                    page("segment_rated");
                    rated();
                }
                case 19 -> op("content_kept").put("thread", number());
                default -> throw new AssertionError("kind " + kind + " is not on the page");
            }
        }

        private Map<String, Object> op(String name) {
            fields.put("op", name);
            return fields;
        }

        private void optional(String name, long id) {
            if (id != 0) {
                fields.put(name, id);
            }
        }

        private void message(String op) throws IOException {
            op(op).put("message", number());
            fields.put("thread", number());
            fields.put("kind", word("request", "answer", "failure"));
            fields.put("sender", text());
            fields.put("listener", text());
            fields.put("tag", text());
            optional("answers", number());
            fields.put("call", text());
        }

        private void page(String op) throws IOException {
            op(op).put("thread", number());
            fields.put("segment", number());
            optional("seen", number());
        }

        private void rated() throws IOException {
            fields.put("relevance", in.readDouble());
            fields.put("pinned", in.readByte() == 1);
        }

        private String word(String... words) throws IOException {
            return words[in.readByte() - 1];
        }

        private String sha() throws IOException {
            return HexFormat.of().formatHex(in.readNBytes(32));
        }

        private String text() throws IOException {
            int size = Math.toIntExact(number());
            return new String(in.readNBytes(size), StandardCharsets.UTF_8);
        }

        private long number() throws IOException {
            int next = in.readUnsignedByte();
            return next < 0x80 ? next : (next & 0x7F) | (number() << 7);
        }
    }
}
