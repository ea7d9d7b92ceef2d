import dev.bestcode.api.control.Task;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.MethodTools;

import java.nio.file.Path;

/// Everything of one's own: tool, model, storage, and who may do what.
class HelpDesk {
    /// Only a profile grants a tool; `.tool(…)` alone grants it to nobody.
    private static final String ORGANISM =
            """
            version: 1
            organism: {name: help-desk}
            listeners:
              - {name: read-ticket, handler: tools.handle, payload_class: desk.ReadTicketRequest, description: Reads a ticket}
            profiles:
              answering:
                listeners: [coder, read-ticket]
                permissions: {read-ticket: auto}
            """;

    static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var storage = new OwnStorage(FileStorage.at(folder));
        var builder =
                BestCode.builder()
                        .organism(OrganismYaml.parse(ORGANISM, folder))
                        .storage(storage)
                        .llm(new OwnModel())
                        .events(event -> System.err.println(event));
        MethodTools.of(new Tickets()).forEach(builder::tool);
        try (var os = builder.build()) {
            var result = os.submit(Task.of("answering", "What is ticket 7 about?")).await();
            System.out.println(result.status() + ": " + result.text());
        }
        System.out.println("forced: " + (storage.forces() > 0));
    }
}
