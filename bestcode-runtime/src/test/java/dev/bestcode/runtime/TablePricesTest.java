package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.llm.ModelPrices;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class TablePricesTest {
    /// Whose cache is dear to read.
    private static final String DEAR =
            """
            {"version":1,"prices":[{"model":"dear","input":"1","output":"1","cache_write":"1",
             "cache_read":"2","source":"s","date":"2026-01-02"}]}""";

    @Test
    void theCeilingIsNeverBelowTheCost() {
        var table = ModelPrices.builtIn().and(DEAR.getBytes(StandardCharsets.UTF_8));
        var prices = new TablePrices(table);
        for (var model : table.all().keySet()) {
            for (long prompt : new long[] {0, 1, 99_999, 100_001, 272_001, 1_000_000}) {
                for (long part = 0; part <= 3; part++) {
                    long read = prompt * part / 3;
                    long write = (prompt - read) / 2;
                    var usage = new Usage(prompt - read - write, 500, read, write);
                    assertThat(prices.ceiling(model, prompt, 500).microUsd())
                            .as("%s, %s", model, usage)
                            .isGreaterThanOrEqualTo(prices.microUsd(model, usage).orElseThrow());
                }
            }
        }
    }
}
