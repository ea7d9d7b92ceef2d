package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.ModelPricing;
import dev.bestcode.api.security.Approver;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.KernelDirectory;
import dev.bestcode.security.StandingWalls;
import dev.bestcode.tools.SavedCommand;
import dev.bestcode.tui.ControlRoom;
import dev.bestcode.tui.Desk;
import dev.bestcode.tui.RoomCommand;
import dev.bestcode.tui.RoomInfo;
import dev.bestcode.tui.Theme;
import dev.bestcode.tui.Workbench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Seats the Control Room at a desk. Only this class and the desks know bestcode-tui, which an
/// installation may leave out.
final class TuiRoom {
    /// Terminals that take text for the clipboard; others would print it, or beep.
    private static final Pattern CLIPBOARD =
            Pattern.compile("(xterm|tmux|screen|alacritty|foot|kitty|wezterm|rio|contour|st-).*");

    private static final int WALLS_NAMED = 2;

    private TuiRoom() {}

    /// A system of this process.
    static int work(SystemOptions system, String theme) throws IOException, InterruptedException {
        var environment = System.getenv();
        var builder =
                system.builder(environment)
                        .approver(Approver.elsewhere())
                        .events(HeapCare.ofThisProcess())
                        .hookWords(_ -> {}); // the screen is not for other words
        var workspace = system.state.workspace.toRealPath();
        try (var os = builder.build()) {
            var name = Optional.ofNullable(workspace.getFileName()).orElse(workspace).toString();
            var bench = OrganismWorkbench.of(system.organism, workspace);
            var info =
                    new RoomInfo(
                            name,
                            system.profile,
                            walls(os.walls()),
                            system.prices.table(),
                            budget(system),
                            theme(environment, theme),
                            true,
                            clipboard(environment),
                            Optional.of(bench),
                            system.commands().all().stream().map(TuiRoom::command).toList());
            var back = new RoomBackwards(new Backwards(os), os);
            int status = show(Desk.of(os, system.profile, back), info);
            stopWhatIsUnderWay(os);
            return status;
        }
    }

    /// As the conversation does; closing would wait for its end first, and say nothing.
    private static void stopWhatIsUnderWay(BestCode os) throws InterruptedException {
        var tasks =
                os.state().runs().all().stream()
                        .flatMap(run -> os.underWay(run.id()).stream())
                        .toList();
        if (tasks.isEmpty()) {
            return;
        }
        System.out.println("stopping what is under way");
        tasks.forEach(Run::stop);
        for (var task : tasks) {
            task.await();
        }
    }

    private static RoomCommand command(SavedCommand saved) {
        return new RoomCommand(saved.name(), saved.description(), saved::with);
    }

    /// Which are missing, where they are few enough to name.
    private static String walls(StandingWalls walls) {
        var all = walls.walls();
        var missing = walls.missing();
        if (missing.isEmpty()) {
            return "all walls";
        }
        if (missing.size() == all.size()) {
            return "no walls";
        }
        return missing.size() <= WALLS_NAMED
                ? "walls, but " + String.join(", ", missing)
                : "%d of %d walls".formatted(all.size() - missing.size(), all.size());
    }

    /// A run of another process, or one that has ended.
    static int watch(StateOptions state, ModelPricing prices, RunId run, String theme)
            throws IOException, InterruptedException {
        var environment = System.getenv();
        var directory = RunPlace.in(state.directory(environment)).of(run);
        boolean live = directory.owner() instanceof KernelDirectory.Live;
        var place =
                directory.owner() instanceof KernelDirectory.Live(var owner)
                        ? "process " + owner.pid()
                        : "looking back at " + run;
        Desk desk = live ? new AttachedDesk(directory, run) : new JournalDesk(directory, run);
        var info =
                new RoomInfo(
                        place,
                        directory.name(),
                        "",
                        prices,
                        "",
                        theme(environment, theme),
                        live,
                        clipboard(environment),
                        Optional.<Workbench>empty(),
                        List.of());
        return show(desk, info);
    }

    /// What a task of the profile may cost where nobody says less.
    private static String budget(SystemOptions system) throws IOException {
        return ProjectOrganism.of(system.organism, system.state.workspace)
                .organism()
                .profile(system.profile)
                .flatMap(profile -> profile.budget().usd())
                .map(usd -> "$" + usd.stripTrailingZeros().toPlainString())
                .orElse("$10");
    }

    private static int show(Desk desk, RoomInfo info) throws IOException, InterruptedException {
        var cost = ControlRoom.show(desk, info);
        if (System.getenv("BESTCODE_FRAMES") != null) {
            System.err.println("bestcode: " + cost);
        }
        return ExitCode.OK;
    }

    private static Theme theme(Map<String, String> environment, String name) {
        return Theme.of(environment, Theme.valueOf(name));
    }

    private static boolean clipboard(Map<String, String> environment) {
        return CLIPBOARD.matcher(environment.getOrDefault("TERM", "")).matches();
    }
}
