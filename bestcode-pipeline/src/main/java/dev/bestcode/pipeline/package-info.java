/// Admits untrusted bytes, commits, delivers, feeds answers back in. Start at [Pipeline]; the story
/// of a hop is `Hop`, what may come in is `Admission`, how a request ends is `Endings`.
///
/// # What a handler can rely on
///
/// - Deliveries on one thread come one after the other; on different threads, side by side.
/// - **Every request that is awaited gets exactly one answer or one failure.** A handler may
///   acknowledge, sending nothing, as often as it likes while a call of its own is open or a
///   message for it waits. When neither is so and the request is still unanswered, nothing could
///   ever wake the handler again; so the caller then reads `HANDLER_FAILED`, "acknowledged its
///   request without an answer".
/// - An answer carries the request's id in `answers` and its `call`. It reaches the call that asked
///   or nobody: when the caller has meanwhile answered its own request, what still comes for it is
///   in the journal as failed, with a reason that begins `late:`.
/// - A failure bears the name of the listener that was asked; one that was refused at admission
///   bears `system`, since no listener saw it. The system's own word, that the run is being
///   stopped, is a failure from `system` that answers nothing (`answers` is empty). After it,
///   sends are refused with `STOPPED`; reply with what there is. Without a reply the pipeline ends
///   the request.
/// - Refused broadcasts and spawns are in the journal; nobody waits for them, so nobody is told.
/// - A response is taken whole or not at all. State changes about another thread or another
///   listener's state, a second reply, a reply together with a send, and a call name that is empty,
///   too long or open already make it a failure of the handler.
/// - Repeating is bounded (see [PipelineOptions]): attempts of one message, the wait for the next
///   one, refusals in a row. Past the bound the request fails with `HANDLER_FAILED`.
/// - How long a run's content is kept changes nothing for its handlers: a run that is pruned when
///   it ends keeps its states and pages, and its thread its status, until all that was begun below
///   it has ended too. After its answer it takes no follow-up.
/// - What arrives has been read once, has no duplicate names and its numbers as they were written;
///   the journal has it with its members sorted. `delivery.provenance()` says where it came from,
///   and all that the handler sends bears that too.
/// - A handler has its own time limit and ten seconds. A request that took 100,000 deliveries to
///   its thread fails.
/// - A call's name has at most 128 characters. What a failure or a refusal repeats of names and
///   texts is cut.
/// - A handler that ignores its interrupt is abandoned after the grace of [PipelineOptions]: its
///   result is dropped, its place is given away, and the thread's next delivery may overlap it.
@NullMarked
package dev.bestcode.pipeline;

import org.jspecify.annotations.NullMarked;
