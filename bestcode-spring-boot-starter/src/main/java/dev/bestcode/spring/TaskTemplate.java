package dev.bestcode.spring;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.Task;
import dev.bestcode.runtime.BestCode;

import java.util.function.Function;

/// Tasks as the application's properties say: profile, agent, limits. Safe from any thread.
public final class TaskTemplate {
    private final BestCode system;
    private final Function<String, Task> tasks;

    /// @param tasks by their text
    TaskTemplate(BestCode system, Function<String, Task> tasks) {
        this.system = system;
        this.tasks = tasks;
    }

    /// A task to change and submit, such as `task("…").withSchema(schema)`.
    /// @throws IllegalArgumentException when the text is blank
    public Task task(String text) {
        return tasks.apply(text);
    }

    /// Begin a run; `await()` of what is answered waits for its end.
    /// @throws IllegalArgumentException when the text is blank
    public Run submit(String text) {
        return system.submit(task(text));
    }
}
