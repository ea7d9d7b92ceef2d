package dev.bestcode.librarian;

import dev.bestcode.api.json.JsonObject;

/// One thing that was decided about a segment.
/// @param what folded, evicted, cut or recalled
/// @param why in words for a person
/// @param at the newest segment of the context then
record Decision(String what, String why, long at) {
    static final String FOLDED = "folded";
    static final String EVICTED = "evicted";
    static final String CUT = "cut";

    JsonObject toJson() {
        return JsonObject.builder().put("what", what).put("why", why).put("at", at).build();
    }

    static Decision from(JsonObject json) {
        return new Decision(
                json.requireString("what"), json.requireString("why"), json.requireLong("at"));
    }
}
