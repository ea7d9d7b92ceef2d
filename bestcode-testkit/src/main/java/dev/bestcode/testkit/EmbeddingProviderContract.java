package dev.bestcode.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What every provider of embeddings owes the system. Extend it and say which.
public interface EmbeddingProviderContract {
    /// Some that mean something and some that mean nothing.
    List<String> TEXTS =
            List.of("reads a file", "writes a file", "sends mail to a person", "", "\u0000", "日本語");

    /// What rounding takes.
    double CLOSE = 1e-3;

    int WORKERS = 8;

    /// A provider, ready.
    EmbeddingProvider provider();

    private static void same(List<Embedding> expected, List<Embedding> actual, String what) {
        assertEquals(expected.size(), actual.size(), what);
        for (int row = 0; row < expected.size(); row++) {
            double cosine = expected.get(row).cosine(actual.get(row));
            assertTrue(cosine > 1 - CLOSE, what + ": row " + row + " has cosine " + cosine);
        }
    }

    @Test
    default void eachTextHasARowOfTheSameWidth() {
        var provider = provider();
        var rows = provider.embed(TEXTS);

        assertEquals(TEXTS.size(), rows.size());
        rows.forEach(row -> assertEquals(provider.dimensions(), row.dimensions()));
        assertTrue(provider.embed(List.of()).isEmpty(), "no texts, no rows");
    }

    @Test
    default void aRowIsItsTextsAlone() {
        var provider = provider();
        var rows = provider.embed(TEXTS);
        for (int row = 0; row < rows.size(); row++) {
            var alone = provider.embed(List.of(TEXTS.get(row)));
            same(List.of(rows.get(row)), alone, "a text by itself");
        }
        same(rows.reversed(), provider.embed(TEXTS.reversed()), "backwards");
    }

    @Test
    default void textsThatSayTheSameLieCloserThanOthers() {
        var rows =
                provider()
                        .embed(List.of("reads the file", "reads a file", "sends mail to a person"));
        assertTrue(
                rows.get(0).cosine(rows.get(1)) > rows.get(0).cosine(rows.get(2)),
                "what is alike does not lie together");
    }

    @Test
    default void workersGetTheSameAtOnce() throws InterruptedException, ExecutionException {
        var provider = provider();
        var rows = provider.embed(TEXTS);
        Callable<List<Embedding>> again = () -> provider.embed(TEXTS);
        var answers = new ArrayList<Future<List<Embedding>>>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers.addAll(workers.invokeAll(Collections.nCopies(WORKERS, again)));
        }
        for (var answer : answers) {
            same(rows, answer.get(), "beside others");
        }
    }
}
