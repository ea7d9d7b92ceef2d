package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.routing.RoutedTool;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Tools and requests of our own making: each tool does one thing to one kind of thing in one
/// field of work, and is asked for in other forms of the words, as people do.
final class MadeUpTools {
    private static final List<List<String>> VERBS =
            List.of(
                    List.of("creates", "create", "creation of"),
                    List.of("deletes", "deleting", "remove"),
                    List.of("lists", "list", "listing all"),
                    List.of("updates", "updating", "change"),
                    List.of("schedules", "scheduling", "schedule"),
                    List.of("translates", "translation of", "translate"),
                    List.of("compares", "comparing", "comparison of"),
                    List.of("exports", "exporting", "export"),
                    List.of("validates", "validation of", "check"),
                    List.of("sends", "sending", "mail"));
    private static final List<String> THINGS =
            List.of(
                    "invoice",
                    "photo",
                    "ticket",
                    "contract",
                    "recipe",
                    "playlist",
                    "shipment",
                    "meeting",
                    "report",
                    "password",
                    "backup",
                    "survey",
                    "parcel",
                    "budget",
                    "lesson",
                    "patient",
                    "vehicle",
                    "sensor",
                    "flight",
                    "apartment");
    private static final List<String> FIELDS =
            List.of(
                    "accounting",
                    "tourism",
                    "medicine",
                    "farming",
                    "education",
                    "logistics",
                    "music",
                    "sports",
                    "banking",
                    "insurance",
                    "journalism",
                    "astronomy");

    private MadeUpTools() {}

    /// So many tools and, of some of them, requests; the same for the same numbers.
    static RoutingSet make(int count, int requests, long seed) {
        var random = new Random(seed);
        var tools = new ArrayList<RoutedTool>();
        var asked = new ArrayList<RoutingSet.Request>();
        for (int i = 0; i < count; i++) {
            var verb = VERBS.get(i % VERBS.size());
            var thing = THINGS.get(i / VERBS.size() % THINGS.size());
            var field = FIELDS.get(i / (VERBS.size() * THINGS.size()) % FIELDS.size());
            int office = i / (VERBS.size() * THINGS.size() * FIELDS.size());
            var id = "%s%s%04d".formatted(thing, capital(field), i);
            tools.add(
                    new RoutedTool(
                            id,
                            id,
                            "%s one or several %ss in %s%s. Answers with what was done."
                                    .formatted(
                                            capital(verb.getFirst()),
                                            thing,
                                            field,
                                            office == 0 ? "" : " for branch office " + office),
                            schema(thing)));
            if (asked.size() < requests && random.nextInt(count) < 4 * requests) {
                var text =
                        "could you do the %s my %s for %s%s?"
                                .formatted(
                                        verb.get(1 + random.nextInt(2)),
                                        thing,
                                        field,
                                        office == 0 ? "" : ", branch office " + office);
                asked.add(new RoutingSet.Request("made-" + i, text, List.of(id), List.of()));
            }
        }
        return new RoutingSet("made up", tools, asked);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static JsonObject schema(String thing) {
        return Json.parseObject(
                """
                {"type":"object","properties":{
                  "%sId":{"type":"string","description":"Which %s"},
                  "limit":{"type":"integer","description":"At most so many"}}}
                """
                        .formatted(thing, thing));
    }
}
