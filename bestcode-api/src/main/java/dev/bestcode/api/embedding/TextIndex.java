package dev.bestcode.api.embedding;

import java.util.List;
import java.util.function.Predicate;

/// Entries that are found by what is said about them. Safe from any worker.
///
/// Deterministic: what is found depends on the entries and the query, not on the order in which
/// entries came or on what was there before.
public interface TextIndex {
    /// Add an entry, or replace the one of that id. Costs as much as its texts are long.
    void put(Entry entry);

    /// @return whether there was one
    boolean remove(String id);

    int size();

    /// The entries that fit a query best, best first; equals by id.
    /// @param among the ids that may be answered; no other one is, and none of its texts
    /// @param limit at most so many
    List<Match> search(String query, Predicate<String> among, int limit);

    /// Whether a search may send the query out of the process.
    default boolean asksElsewhere() {
        return false;
    }

    /// One thing that can be found.
    /// @param fields what it says of itself
    /// @param requests queries that were answered with it before
    record Entry(String id, List<Field> fields, List<String> requests) {
        public Entry {
            fields = List.copyOf(fields);
            requests = List.copyOf(requests);
        }
    }

    /// @param weight how much a word here counts beside one elsewhere, from 0
    record Field(String text, double weight) {
        public Field {
            if (!(weight >= 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("weight is " + weight + "; allowed from 0");
            }
        }
    }

    /// One entry that was found.
    /// @param score orders the answers of one query; means nothing beside another query's
    /// @param fit how well it fits by itself, 0 (not at all) to 1; comparable across queries
    record Match(String id, double score, double fit) {}
}
