package dev.bestcode.librarian;

import dev.bestcode.api.kernel.KernelOp.StateOp;

import java.util.List;

/// What must change before a request.
/// @param shownTokens what the request is estimated at then, without calibration
record Plan(List<StateOp> ops, long shownTokens) {
    Plan {
        ops = List.copyOf(ops);
    }
}
