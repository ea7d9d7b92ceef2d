package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class SecondReaderTest {
    @TempDir Path temp;

    @Test
    void readerWrittenFromThePageSeesTheTransactionsThatTheKernelWrote() throws Exception {
        var sample = Inspected.sample(true);
        var directory = temp.resolve("k");
        Inspected.files(sample)
                .forEach(
                        (path, bytes) ->
                                Inspected.put(
                                        FileStorage.at(directory), path, bytes.toByteArray()));
        var dumped = new ArrayList<Object>();
        Inspected.inspector(sample).dump(1, Long.MAX_VALUE, true, json -> dumped.add(plain(json)));

        var read = SecondReader.transactions(directory);
        assertThat(read).hasSize((int) Inspected.verify(sample).head().lsn());
        assertThat(new ArrayList<Object>(read)).isEqualTo(dumped);
        assertThat(read.stream().flatMap(transaction -> kinds(transaction).stream()).distinct())
                .hasSize(19);
    }

    private static List<Object> kinds(Map<String, Object> transaction) {
        var kinds = new ArrayList<Object>();
        if (transaction.get("ops") instanceof List<?> ops) {
            for (var op : ops) {
                if (op instanceof Map<?, ?> fields && fields.get("op") instanceof String kind) {
                    kinds.add(kind);
                }
            }
        }
        return kinds;
    }

    private static Object plain(JsonValue value) {
        return switch (value) {
            case JsonObject(var members) -> {
                var map = new TreeMap<String, Object>();
                members.forEach((name, member) -> map.put(name, plain(member)));
                yield map;
            }
            case JsonArray(var values) -> values.stream().map(SecondReaderTest::plain).toList();
            case JsonString(var text) -> text;
            case JsonNumber number when number.lexeme().contains(".") ->
                    Double.valueOf(number.lexeme());
            case JsonNumber number -> Long.valueOf(number.lexeme());
            case JsonBoolean(var bool) -> bool;
            case JsonNull() -> "null";
        };
    }

    @Test
    void dumpShowsARangeAndContentOnlyWhenAsked() {
        var sample = Inspected.sample(false);
        var lsns = new ArrayList<Long>();
        Inspected.inspector(sample)
                .dump(
                        4,
                        6,
                        false,
                        json -> {
                            lsns.add(json.requireLong("lsn"));
                            assertThat(json.toString()).doesNotContain("a page", "text=");
                        });
        assertThat(lsns).containsExactly(4L, 5L, 6L);
    }
}
