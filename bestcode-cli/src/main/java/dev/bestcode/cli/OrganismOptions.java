package dev.bestcode.cli;

import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.organism.OrganismFile;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.security.UserApprovals;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.SavedCommands;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The options that say which organism is meant, and where; of a system that asks no model.
class OrganismOptions {
    @Option(
            names = "--organism",
            paramLabel = "FILE",
            description = "Organism (default: .bestcode/organism.yaml, if any).")
    @Nullable Path organism;

    @Mixin StateOptions state = new StateOptions();

    @Mixin PricesOption prices = new PricesOption();

    private SavedCommands commands = SavedCommands.NONE;

    /// What holds in the builder that was made last.
    private Optional<OrganismFile> held = Optional.empty();

    Optional<OrganismFile> held() {
        return held;
    }

    /// What `/NAME` says, of the system that was built last.
    SavedCommands commands() {
        return commands;
    }

    /// A builder with everything that the options say; it needs no key.
    BestCodeBuilder builderWithoutModel(Map<String, String> environment) throws IOException {
        return builderWithoutModel(environment, List.of());
    }

    /// The same with more servers of tools, which the user has set up elsewhere.
    BestCodeBuilder builderWithoutModel(Map<String, String> environment, List<ListenerSpec> servers)
            throws IOException {
        state.requireWorkspace(environment);
        var chosen = ProjectOrganism.of(organism, state.workspace);
        var file = ProjectServers.with(servers, chosen.trusted(environment, state.workspace));
        held = Optional.of(file);
        var texts = chosen.texts(environment, state.workspace);
        commands = texts.commands();
        var builder =
                BestCode.builder()
                        .organism(file)
                        .approvals(UserApprovals.of(environment, state.workspace.toRealPath()));
        ComponentTools.of(chosen.organism(), environment).ifPresent(builder::components);
        ServerConnections.of(file.organism(), environment, state.workspace)
                .ifPresent(builder::servers);
        return builder.environment(environment)
                .hookWords(line -> System.err.println(Printable.of(line)))
                .pricedBy(prices.table())
                .llm(OrganismOptions::noModel)
                .tools(NativeTools.in(Workspace.at(state.workspace)).withSkills(texts.skills()))
                .stateIn(state.directory(environment));
    }

    private static LlmReply noModel(LlmRequest request, Consumer<LlmEvent> onEvent) {
        throw new LlmException.Permanent("this command asks no model");
    }
}
