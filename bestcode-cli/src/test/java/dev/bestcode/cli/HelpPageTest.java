package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.util.ArrayList;
import java.util.List;

class HelpPageTest {
    /// Of a terminal that nobody has made larger, one of them for the prompt.
    private static final int ROWS = 24;

    private static final int COLUMNS = 80;

    @Test
    void eachPageFitsAScreenAndHasAnExampleWhereThereIsAChoice() {
        var softly = new SoftAssertions();
        for (var command : all()) {
            var name = command.getCommandSpec().qualifiedName();
            var page = command.getUsageMessage();
            softly.assertThat(page.lines().count()).as(name).isLessThan(ROWS);
            softly.assertThat(page.lines())
                    .as(name)
                    .allMatch(line -> line.length() <= COLUMNS, "at most 80 columns");
            boolean choice = command.getCommandSpec().args().size() > 1;
            if (choice && command.getSubcommands().isEmpty()) {
                softly.assertThat(page).as(name).containsPattern("Examples?:\n  .*bestcode ");
            }
        }
        softly.assertAll();
    }

    @Test
    void linesBelowTheOptionsAreShownAsTheyAreWritten() {
        var softly = new SoftAssertions();
        for (var command : all()) {
            var page = command.getUsageMessage().lines().toList();
            for (var line : command.getCommandSpec().usageMessage().footer()) {
                softly.assertThat(page)
                        .as(command.getCommandSpec().qualifiedName())
                        .contains(line.formatted());
            }
        }
        softly.assertAll();
    }

    @Test
    void whatNoPageShowsIsNotNamed() {
        assertThat(Main.commandLine().getUsageMessage()).doesNotContain("--model-first-byte");
    }

    @Test
    void thePageOfAllCommandsNamesEach() {
        var root = Main.commandLine();
        var page = root.getUsageMessage();
        assertThat(root.getSubcommands()).hasSizeGreaterThan(20);
        assertThat(page).contains(root.getSubcommands().keySet());
    }

    @Test
    void onlyTheCommandThatIsAskedForIsLoaded() {
        assertThat(Main.commandLine("run", "x").getSubcommands()).containsOnlyKeys("run");
        assertThat(Main.commandLine("--profile", "p").getSubcommands()).containsKey("run");
        assertThat(Main.commandLine("runns").getSubcommands()).containsKey("runs");
    }

    @Test
    void eachCommandHasTheNameThatItIsAddedBy() {
        for (var entry : Main.commandLine().getSubcommands().entrySet()) {
            assertThat(entry.getValue().getCommandName()).isEqualTo(entry.getKey());
        }
    }

    private static List<CommandLine> all() {
        var all = new ArrayList<>(List.of(Main.commandLine()));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).getSubcommands().values());
        }
        return all;
    }
}
