package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.api.llm.ModelPricing;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

class SpendingTest {
    /// What the gateway's answers are called has no price.
    private static final ModelPricing PRICES =
            model -> model.equals("asked") ? Optional.of(price()) : Optional.empty();

    @TempDir private Path folder;
    @TempDir private Path workspace;
    private Spending live = Spending.NONE;

    @Test
    void answersOfAGatewayThatRenamesModelsCostWhatWasAskedFor() throws Exception {
        RunId run;
        try (var os = system()) {
            run = os.submit(Task.of("coding", "say it")).await().run();
        }
        var read = RunReport.of(folder.resolve("state"), run, PRICES).spending();

        assertThat(live.text()).isEqualTo("1,000,000 tokens in, 0 out, $3.0000");
        assertThat(live.model()).contains("renamed");
        assertThat(read).isEqualTo(live);
    }

    private BestCode system() {
        var reply =
                new LlmReply(
                        "renamed",
                        List.of(new ContentBlock.Text("done")),
                        StopReason.END_TURN,
                        new Usage(1_000_000, 0, 0, 0),
                        Sha256.of(new byte[0]));
        return BestCode.builder()
                .llm((_, _) -> reply)
                .model("asked")
                .pricedBy(PRICES)
                .events(this::add)
                .tools(NativeTools.in(Workspace.at(workspace)))
                .stateIn(folder.resolve("state"))
                .build();
    }

    private void add(BestCodeEvent event) {
        if (event instanceof BestCodeEvent.UsageCounted counted) {
            live = live.plus(counted, PRICES);
        }
    }

    private static ModelPrice price() {
        var usd = BigDecimal.valueOf(3);
        var rates = new ModelPrice.Rates(usd, usd, usd, usd);
        return new ModelPrice(rates, Optional.empty(), "the test", LocalDate.EPOCH);
    }
}
