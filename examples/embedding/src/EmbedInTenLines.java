import dev.bestcode.api.control.Task;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.nio.file.Path;

/// Asks a question about the current folder. Needs `ANTHROPIC_API_KEY`.
class EmbedInTenLines {
    static void main(String[] args) throws Exception {
        try (var os =
                BestCode.builder()
                        .llm(AnthropicClient.fromEnvironment(System.getenv()))
                        .tools(NativeTools.in(Workspace.at(Path.of("."))))
                        .stateIn(Path.of(args[0]))
                        .build()) {
            var run = os.submit(Task.of("researcher", "Which classes parse dates, and how?"));
            System.out.println(run.await().text());
        }
    }
}
