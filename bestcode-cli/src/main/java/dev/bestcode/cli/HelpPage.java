package dev.bestcode.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// A command's page of help. It fits a screen of 80 columns and 24 rows, prompt included: a line an
/// option, and on the page of all commands a line for some that belong together.
final class HelpPage extends Help {
    private static final int WIDTH = 80;

    private HelpPage(CommandSpec spec, ColorScheme colours) {
        super(spec, colours);
        spec.usageMessage().abbreviateSynopsis(true);
    }

    /// Give all commands of a command line such pages.
    static void on(CommandLine root) {
        root.setHelpFactory(HelpPage::new);
        var sections = root.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, _ -> groups());
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::names);
    }

    private static String groups() {
        var lines = new StringBuilder("\n");
        for (var group : Commands.GROUPS) {
            lines.append(
                    "  %-28s %s%n".formatted(String.join(", ", group.names()), group.purpose()));
        }
        return lines.toString();
    }

    /// The options of the main command, which those of `run` explain.
    private static String names(Help help) {
        var names = new ArrayList<String>();
        for (var option : help.commandSpec().options()) {
            if (!option.hidden()) {
                names.add(option.longestName());
            }
        }
        var words = "Options, as of 'bestcode run': " + String.join(" ", names);
        Collections.sort(names);
        return String.join("\n", WordBreak.lines(words, WIDTH, "  ")) + "\n";
    }

    /// That there is a page of help is known to whoever reads it.
    @Override
    public String optionListExcludingGroups(
            List<OptionSpec> options,
            Layout layout,
            Comparator<OptionSpec> order,
            IParamLabelRenderer labels) {
        var others = options.stream().filter(option -> !option.usageHelp()).toList();
        return super.optionListExcludingGroups(others, layout, order, labels);
    }
}
