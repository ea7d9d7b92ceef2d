package dev.bestcode.tui;

import dev.bestcode.api.llm.ModelPricing;

import java.util.List;
import java.util.Optional;

/// What the Control Room shows and does not find out by itself.
/// @param place whose run it is, such as the workspace or another process
/// @param walls which walls of the operating system stand, in a few words
/// @param prices of models
/// @param budget what a task may cost, for people; empty text where no money is counted
/// @param writable whether tasks may be given
/// @param clipboard whether the terminal takes text for the clipboard (OSC 52)
/// @param workbench the organism file, if one may be edited
/// @param commands that `/` says besides those of the Control Room
public record RoomInfo(
        String place,
        String profile,
        String walls,
        ModelPricing prices,
        String budget,
        Theme theme,
        boolean writable,
        boolean clipboard,
        Optional<Workbench> workbench,
        List<RoomCommand> commands) {
    public RoomInfo {
        commands = List.copyOf(commands);
    }

    Optional<RoomCommand> command(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }
}
