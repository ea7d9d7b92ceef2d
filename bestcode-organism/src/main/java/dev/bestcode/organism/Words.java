package dev.bestcode.organism;

import static dev.bestcode.organism.Shape.optional;

import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.organism.Shape.Block;
import dev.bestcode.organism.Shape.Whole;
import dev.bestcode.organism.Shape.Word;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Words that stand in more than one place of an organism file.
final class Words {
    static final Word PERMISSION = words("permission", Permission.values());

    static final Block BUDGET =
            new Block(
                    "budget",
                    List.of(
                            optional(
                                    "usd",
                                    new Shape.Amount(BudgetSpec.USD_MAX, BudgetSpec.USD_SCALE_MAX),
                                    "Money, where the price of the model is known. 0 allows none."),
                            optional(
                                    "minutes",
                                    new Whole(0, BudgetSpec.MINUTES_MAX),
                                    "Time, without that in which an approval is waited for."),
                            optional(
                                    "tokens",
                                    new Whole(0, BudgetSpec.TOKENS_MAX),
                                    "Tokens read and written.")));

    private Words() {}

    /// The constants of an enum as a file says them.
    static Word words(String noun, Enum<?>... constants) {
        return new Word(noun, Stream.of(constants).map(Words::word).toList());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
