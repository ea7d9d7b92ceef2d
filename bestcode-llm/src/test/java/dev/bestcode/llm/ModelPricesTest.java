package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPrice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

class ModelPricesTest {
    private static final String ROW =
            "{'model':'m','input':'1','output':'2','cache_write':'1','cache_read':'0','source':'s','date':'2026-01-02'}";

    private final ModelPrices builtIn = ModelPrices.builtIn();

    @Test
    void everyPriceNamesItsSourceAndDay() {
        assertThat(builtIn.all())
                .isNotEmpty()
                .allSatisfy(
                        (_, price) -> {
                            assertThat(price.source()).contains(".com/");
                            assertThat(price.date().getYear()).isGreaterThanOrEqualTo(2026);
                        });
    }

    @Test
    void everyShortNameHasAPrice() {
        for (var alias : new String[] {"opus", "sonnet", "haiku"}) {
            assertThat(builtIn.priceOf(alias)).as(alias).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-haiku-4-5",
                "claude-haiku-4-5-20251001",
                "anthropic/claude-haiku-4-5-20251001"
            })
    void aDateOrAProviderInTheNameMakesNoDifference(String model) {
        assertThat(builtIn.priceOf(model)).isEqualTo(builtIn.priceOf("claude-haiku-4-5"));
        assertThat(builtIn.priceOf(model)).isPresent();
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThat(builtIn.priceOf("ollama/qwen3:8b")).isEmpty();
        assertThat(builtIn.priceOf("claude-haiku-4-50")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, 0, 0, 0, 4.000000",
        "0, 1000000, 0, 0, 20.000000",
        "0, 0, 1000000, 0, 0.200000",
        "0, 0, 0, 1000000, 5.000000",
        "1, 0, 0, 0, 0.000004",
        "0, 0, 1, 0, 0.000001",
        "0, 0, 0, 0, 0.000000"
    })
    void aRequestCostsWhatItsTokensDoRoundedUp(
            long input, long output, long read, long write, String usd) {
        var opus = builtIn.priceOf("claude-opus-5-5").orElseThrow();
        assertThat(opus.cost(new Usage(input, output, read, write))).isEqualTo(new BigDecimal(usd));
    }

    @Test
    void aLongPromptCostsMoreForEveryToken() {
        var haiku = builtIn.priceOf("claude-haiku-5-5").orElseThrow();
        assertThat(haiku.cost(new Usage(0, 1000, 100_000, 0))).isEqualTo(usd("0.0015"));
        assertThat(haiku.cost(new Usage(0, 1000, 100_001, 0))).isEqualTo(usd("0.007501"));
    }

    @Test
    void aUsersFileAddsAndReplaces() {
        var own = builtIn.and(table(ROW.replace("'m'", "'claude-opus-5-5'") + "," + ROW));
        assertThat(own.priceOf("m").map(ModelPrice::source)).contains("s");
        assertThat(own.priceOf("opus").map(ModelPrice::source)).contains("s");
        assertThat(own.priceOf("haiku")).isEqualTo(builtIn.priceOf("haiku"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'input':'1'|'input':1|member 'input'",
                "'input':'1'|'input':'-1'|allowed: US dollars",
                "'input':'1'|'input':'1e3'|allowed: US dollars",
                "'input':'1',|'x':'1',|prices[0]: has an unknown member 'x'",
                "'source':'s'|'source':''|member 'source' is empty",
                "2026-01-02|2026-13-02|prices[0].date",
                "'date'|'price':1,'date'|unknown member 'price'",
                "'date'|'long_prompt':{'above':1},'date'|prices[0].long_prompt",
            })
    void aMistakeInAFileIsNamedWithItsPlace(String part, String wrong, String said) {
        var row = ROW.replace(part, wrong);
        assertThatThrownBy(() -> builtIn.and(table(row)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prices")
                .hasMessageContaining(said);
    }

    @Test
    void aModelIsPricedOnce() {
        assertThatThrownBy(() -> builtIn.and(table(ROW + "," + ROW))).hasMessageContaining("twice");
    }

    private static byte[] table(String rows) {
        return "{'version':1,'prices':[%s]}"
                .formatted(rows)
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount).setScale(ModelPrice.USD_SCALE);
    }
}
