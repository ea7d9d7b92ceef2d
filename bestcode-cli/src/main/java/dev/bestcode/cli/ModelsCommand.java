package dev.bestcode.cli;

import dev.bestcode.api.llm.LlmException;
import dev.bestcode.llm.ModelPrices;
import dev.bestcode.llm.ModelProvider;
import dev.bestcode.llm.ModelRouter;
import dev.bestcode.runtime.ModelLists;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode models`: which models there are, and what they cost.
@Command(
        name = "models",
        description = "List the models of every provider that a key or an address is set for.",
        footer = {
            "",
            "Prices are US dollars for a million tokens, read and written. Examples:",
            "  bestcode models                      ask the providers",
            "  bestcode models --offline            the known prices, without a key"
        })
final class ModelsCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Option(names = "--offline", description = "List the known prices and ask nobody.")
    private boolean offline;

    @Mixin private PricesOption prices = new PricesOption();

    @Mixin private ProviderOptions providers = new ProviderOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var table = prices.table();
        var lines = output.lines();
        if (offline) {
            table.all()
                    .keySet()
                    .forEach(id -> print(lines, "", new ModelProvider.Model(id, id), table));
            return ExitCode.OK;
        }
        var keys = KeptKeys.completing(System.getenv());
        return ask(providers.providers(keys, providers.name().stream().toList()), lines, table);
    }

    /// One provider that does not answer keeps no other from being listed.
    private static int ask(ModelRouter router, SafeLines lines, ModelPrices table)
            throws InterruptedException {
        int exit = ExitCode.OK;
        for (var provider : router.providers().entrySet()) {
            try {
                ModelLists.of(provider.getValue(), System.getenv())
                        .forEach(model -> print(lines, provider.getKey() + "/", model, table));
            } catch (LlmException e) {
                System.err.println(Printable.of("bestcode: " + e.getMessage()));
                exit = ExitCode.PROVIDER;
            }
        }
        return exit;
    }

    private static void print(
            SafeLines lines, String prefix, ModelProvider.Model model, ModelPrices table) {
        var price = table.priceOf(prefix + model.id());
        lines.line(ModelLines.text(prefix, model, price), ModelLines.json(prefix, model, price));
    }
}
