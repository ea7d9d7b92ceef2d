package dev.bestcode.tui;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.ToolPreview;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Events of a run, in few words.
final class Events {
    static final RunId RUN = new RunId("r1");
    static final ThreadId THREAD = new ThreadId(2);

    private long seq = 1;

    BestCodeEvent task(String text) {
        return new BestCodeEvent.RunStarted(RUN, THREAD, seq++, "coding", "coder", text);
    }

    BestCodeEvent said(String text) {
        return new BestCodeEvent.MessageSpoken(RUN, THREAD, seq++, text);
    }

    BestCodeEvent call(String tool, String arguments) {
        return new BestCodeEvent.ToolCalled(
                RUN, THREAD, seq++, "c", tool, Json.parseObject(arguments));
    }

    BestCodeEvent answer(String tool, String text) {
        return new BestCodeEvent.ToolAnswered(RUN, THREAD, seq++, "c", tool, false, text);
    }

    BestCodeEvent asked(long question, String... argv) {
        return new BestCodeEvent.ApprovalAsked(
                RUN,
                THREAD,
                seq++,
                new MessageId(question),
                "command-exec",
                ToolPreview.ofCommand("/bin/" + argv[0], List.of(argv), "/work"));
    }

    BestCodeEvent asksForm(long question, String message, String schema) {
        return new BestCodeEvent.ApprovalAsked(
                RUN,
                THREAD,
                seq++,
                new MessageId(question),
                "notes__add",
                ToolPreview.ofForm(new Form(message, Json.parseObject(schema))));
    }

    BestCodeEvent failed(String tool, String text) {
        return new BestCodeEvent.ToolAnswered(RUN, THREAD, seq++, "c", tool, true, text);
    }

    BestCodeEvent denied(ThreadId call) {
        return new BestCodeEvent.ErrorRaised(RUN, call, seq++, "denied", "not today");
    }

    BestCodeEvent used(long input, long output) {
        return new BestCodeEvent.UsageCounted(
                RUN, THREAD, seq++, "sonnet", "sonnet", new Usage(input, output, 3 * input, 0));
    }

    BestCodeEvent finished() {
        return new BestCodeEvent.RunFinished(
                RUN, THREAD, seq++, new RunResult(RUN, RunStatus.DONE, "done", 1, Usage.ZERO));
    }

    static BestCodeEvent streams(String text) {
        return new BestCodeEvent.Provisional(RUN, THREAD, new Progress.Text(text));
    }

    static BestCodeEvent withdrawn() {
        return new BestCodeEvent.Provisional(RUN, THREAD, new Progress.Withdrawn("cut"));
    }

    static Model model(int columns, int rows) {
        return model(columns, rows, Optional.empty());
    }

    static Model model(int columns, int rows, Optional<Workbench> workbench) {
        var model =
                new Model(
                        new RoomInfo(
                                "shop",
                                "coding",
                                "no walls",
                                Events::price,
                                "$10",
                                Theme.DARK,
                                true,
                                true,
                                workbench,
                                List.of(
                                        new RoomCommand(
                                                "fix",
                                                "mends something",
                                                "Fix %s, then test."::formatted))));
        model.update(new Input.Resized(columns, rows));
        return model;
    }

    private static Optional<ModelPrice> price(String model) {
        var dollar = BigDecimal.ONE;
        return Optional.of(
                new ModelPrice(
                        new ModelPrice.Rates(dollar, dollar, dollar, dollar),
                        Optional.empty(),
                        "here",
                        LocalDate.EPOCH));
    }

    static List<Effect> happen(Model model, BestCodeEvent... events) {
        return Arrays.stream(events)
                .flatMap(event -> model.update(new Input.Happened(event)).stream())
                .toList();
    }

    static List<Effect> type(Model model, String text) {
        return text.codePoints()
                .mapToObj(c -> model.update(new Input.Typed(Character.toString(c))))
                .flatMap(List::stream)
                .toList();
    }

    static List<Effect> press(Model model, Input.Key... keys) {
        return Arrays.stream(keys)
                .flatMap(key -> model.update(new Input.Pressed(key)).stream())
                .toList();
    }
}
