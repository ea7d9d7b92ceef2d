package dev.bestcode.organism;

import static dev.bestcode.organism.Shape.optional;
import static dev.bestcode.organism.Shape.required;
import static dev.bestcode.organism.Shape.texts;

import dev.bestcode.api.organism.EmbeddingSpec;
import dev.bestcode.organism.Shape.Block;
import dev.bestcode.organism.Shape.ListOf;
import dev.bestcode.organism.Shape.MapOf;
import dev.bestcode.organism.Shape.Text;
import dev.bestcode.organism.Shape.Whole;

import java.util.List;

/// The words of an organism file, in one table with [ProfileVocabulary], [ListenerVocabulary] and
/// [Words].
final class Vocabulary {
    /// The one version of the format.
    static final int VERSION = 1;

    /// A cosine is not known better.
    private static final int FIT_PLACES = 3;

    private static final Shape.Key VERSION_KEY =
            optional("version", new Whole(VERSION, VERSION), "The version of the format.");

    private static final Shape.Key IMPORTS =
            optional(
                    "imports",
                    texts(Grammars.FILE),
                    "Files, relative to this one and inside the project, whose listeners and prompts"
                            + " are added.");

    private static final Shape.Key PROMPTS =
            optional(
                    "prompts",
                    new MapOf(Grammars.PROMPT, new Text(Grammars.TEXT), false),
                    "Texts for agents by name; 'file:NAME' takes the text of a file, relative to"
                            + " this one and inside the project.");

    private static final Shape.Key LISTENERS =
            optional(
                    "listeners",
                    new ListOf(ListenerVocabulary.LISTENER),
                    "Named handlers. A predeclared one need not be here; one of its name replaces"
                            + " it, and what that leaves out is as predeclared.");

    private static final Shape.Key EMBEDDING =
            optional(
                    "embedding",
                    new Block(
                            "embedding",
                            List.of(
                                    required(
                                            "url",
                                            new Text(Grammars.EMBEDDING_URL),
                                            "Of OpenAI's form, without '/embeddings'. The key, if"
                                                    + " it takes one, is the variable"
                                                    + " BESTCODE_EMBEDDING_KEY."),
                                    required(
                                            "model",
                                            new Text(Grammars.NAME),
                                            "As the provider names it."),
                                    required(
                                            "dimensions",
                                            new Whole(1, EmbeddingSpec.DIMENSIONS_MAX),
                                            "Of the model's vectors."),
                                    optional(
                                            "fit",
                                            new Shape.Amount(1, FIT_PLACES),
                                            "The cosine from which a tool fits by meaning alone."
                                                    + " Absent: "
                                                    + EmbeddingSpec.FIT_DEFAULT
                                                    + "."))),
                    "A provider of embeddings, so that find-tool finds by meaning too. What is"
                            + " asked for and what tools say of themselves is sent to it.");

    private static final Shape.Key HOOKS =
            optional(
                    "hooks",
                    new ListOf(HookVocabulary.HOOK),
                    "Programs that are run at moments of each run, in this order. They may say no"
                            + " or add words, and allow nothing.");

    /// What an organism's own file may hold.
    static final Block FILE =
            new Block(
                    "the file",
                    List.of(
                            VERSION_KEY,
                            optional(
                                    "organism",
                                    new Block(
                                            "organism",
                                            List.of(
                                                    optional(
                                                            "name",
                                                            new Text(Grammars.NAME),
                                                            "Absent: the file's name."))),
                                    "What the whole is called."),
                            IMPORTS,
                            PROMPTS,
                            LISTENERS,
                            EMBEDDING,
                            HOOKS,
                            required(
                                    "profiles",
                                    new MapOf(Grammars.NAME, ProfileVocabulary.PROFILE, true),
                                    "Sets of rights by name. Nothing but a profile grants"
                                            + " anything.")));

    /// What a file may hold that another one imports.
    static final Block IMPORTED =
            new Block("the imported file", List.of(VERSION_KEY, IMPORTS, PROMPTS, LISTENERS));

    private Vocabulary() {}
}
