package dev.bestcode.organism;

import static dev.bestcode.organism.Shape.optional;
import static dev.bestcode.organism.Shape.required;
import static dev.bestcode.organism.Shape.texts;

import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.organism.Shape.Block;
import dev.bestcode.organism.Shape.ListOf;
import dev.bestcode.organism.Shape.Text;
import dev.bestcode.organism.Shape.Whole;

import java.util.List;

/// The words of a hook.
final class HookVocabulary {
    static final Block HOOK =
            new Block(
                    "a hook",
                    List.of(
                            required(
                                    "at",
                                    Words.words("moment", HookSpec.Moment.values()),
                                    "When it is run."),
                            optional(
                                    "tools",
                                    texts(Grammars.LISTENER),
                                    "The tools whose calls it is about. Absent: all."),
                            required(
                                    "command",
                                    new ListOf(new Text(Grammars.NAME), true),
                                    "The program, by plain name, absolute path or path from"
                                            + " .bestcode/, and its arguments; it runs inside the"
                                            + " sandbox."),
                            optional(
                                    "seconds",
                                    new Whole(1, HookSpec.SECONDS_MAX),
                                    "Time that it may take. Absent: "
                                            + HookSpec.SECONDS_DEFAULT
                                            + ".")));

    private HookVocabulary() {}
}
