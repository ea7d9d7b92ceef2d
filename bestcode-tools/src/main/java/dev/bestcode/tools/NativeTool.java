package dev.bestcode.tools;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What native tools have in common: failures of the world become outcomes, and every text has its
/// cap.
abstract class NativeTool implements ToolPeer {
    private final ToolDescriptor descriptor;
    private final Effect effect;

    NativeTool(ToolDescriptor descriptor, Effect effect) {
        this.descriptor = descriptor;
        this.effect = effect;
    }

    abstract ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException;

    @Override
    public final ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public final Effect effect() {
        return effect;
    }

    /// Where the call would work; most say it by their argument `path`.
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        return ToolPreview.NONE;
    }

    @Override
    public final ToolPreview preview(ToolCall call) {
        try {
            return foreseen(call, new Arguments(call.arguments()));
        } catch (ToolFailedException | IOException e) {
            return ToolPreview.ofProblem(Truncation.result(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public final ToolOutcome call(ToolCall call) throws InterruptedException {
        try {
            return capped(run(call, new Arguments(call.arguments())));
        } catch (ToolFailedException e) {
            return capped(ToolOutcome.failed(String.valueOf(e.getMessage())));
        } catch (ClosedByInterruptException _) {
            Thread.interrupted(); // the exception says it from here on
            throw new InterruptedException(descriptor.name() + " was stopped");
        } catch (IOException e) {
            return capped(ToolOutcome.failed(describe(e)));
        }
    }

    private static ToolOutcome capped(ToolOutcome outcome) {
        return new ToolOutcome(
                outcome.error(),
                outcome.content().stream()
                        .map(
                                block ->
                                        block instanceof ContentBlock.Text(var text)
                                                ? new ContentBlock.Text(Truncation.result(text))
                                                : block)
                        .toList());
    }

    private static String describe(IOException e) {
        return switch (e) {
            case AccessDeniedException denied ->
                    "permission denied: %s; this user may not do that".formatted(denied.getFile());
            case NoSuchFileException gone ->
                    "%s vanished during the call; look again with glob".formatted(gone.getFile());
            case FileSystemException failed ->
                    "%s: %s".formatted(failed.getFile(), failed.getReason());
            default -> "input/output error: " + e.getMessage();
        };
    }
}
