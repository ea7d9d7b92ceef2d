package dev.bestcode.organism;

import static dev.bestcode.organism.Shape.optional;
import static dev.bestcode.organism.Shape.required;
import static dev.bestcode.organism.Shape.texts;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.organism.Shape.AnyOf;
import dev.bestcode.organism.Shape.Block;
import dev.bestcode.organism.Shape.ListOf;
import dev.bestcode.organism.Shape.MapOf;
import dev.bestcode.organism.Shape.Text;
import dev.bestcode.organism.Shape.Whole;
import dev.bestcode.organism.Shape.Word;

import java.util.List;

/// The words of a profile.
final class ProfileVocabulary {
    static final String ALL = "all";
    static final String FOREVER = "retain_forever";
    static final String ON_DELIVERY = "prune_on_delivery";

    private static final AnyOf JOURNAL =
            new AnyOf(
                    List.of(
                            new Word("retention", List.of(FOREVER, ON_DELIVERY)),
                            new Block(
                                    "journal",
                                    List.of(
                                            required(
                                                    "retain_days",
                                                    new Whole(0, Retention.Days.DAYS_MAX),
                                                    "Drop the content of a run once it has been"
                                                            + " ended for so many days.")))));

    private static final AnyOf COMMAND =
            new AnyOf(
                    List.of(
                            new Text(Grammars.COMMAND),
                            new Block(
                                    "a command",
                                    List.of(
                                            required(
                                                    "program",
                                                    new Text(Grammars.COMMAND),
                                                    "Its name or path."),
                                            required(
                                                    "sha256",
                                                    new Text(Grammars.SHA256),
                                                    "The only bytes of it that may start.")))));

    static final Word WALLS = Words.words("sandbox", SandboxSpec.Walls.values());

    private static final AnyOf SANDBOX =
            new AnyOf(
                    List.of(
                            WALLS,
                            new Block(
                                    "sandbox",
                                    List.of(
                                            optional(
                                                    "walls",
                                                    WALLS,
                                                    "Whether commands run where the operating"
                                                            + " system cannot wall them in."
                                                            + " Absent: when_available."),
                                            optional(
                                                    "read",
                                                    texts(Grammars.OUTSIDE_PATH),
                                                    "What commands may read outside the"
                                                            + " workspace. Absent: nothing."),
                                            optional(
                                                    "write",
                                                    texts(Grammars.OUTSIDE_PATH),
                                                    "What commands may read and write outside the"
                                                            + " workspace. Absent: nothing."),
                                            optional(
                                                    "env",
                                                    texts(Grammars.VARIABLE),
                                                    "Environment variables that commands get from"
                                                            + " ours. Absent: none.")))));

    static final Block PROFILE =
            new Block(
                    "profile",
                    List.of(
                            required(
                                    "listeners",
                                    new AnyOf(
                                            List.of(
                                                    new Word("listeners", List.of(ALL)),
                                                    texts(Grammars.LISTENER))),
                                    "What is in its dispatch table; 'all' is every listener of the"
                                            + " file and every predeclared one."),
                            optional(
                                    "permissions",
                                    new MapOf(Grammars.LISTENER, Words.PERMISSION, false),
                                    "What happens when one of its listeners is sent to. Unlisted:"
                                            + " auto for what is pure, else prompt."),
                            optional(
                                    "commands",
                                    new ListOf(COMMAND),
                                    "Programs that command-exec may start. Absent: none."),
                            optional(
                                    "network",
                                    texts(Grammars.LISTENER),
                                    "Listeners of the profile whose ports are open. Absent: none."
                                            + " The way of llm-pool to its provider is implied."),
                            optional(
                                    "linux_user",
                                    new Text(Grammars.LINUX_USER),
                                    "Who its commands run as. Absent: whoever runs the system."),
                            optional(
                                    "sandbox",
                                    SANDBOX,
                                    "What stands around its commands. Absent: when_available."),
                            optional(
                                    "budget",
                                    Words.BUDGET,
                                    "What one run may spend. Absent: the system's limits."),
                            optional(
                                    "journal",
                                    JOURNAL,
                                    "How long the content of its runs is kept. Absent:"
                                            + " retain_forever.")));

    private ProfileVocabulary() {}
}
