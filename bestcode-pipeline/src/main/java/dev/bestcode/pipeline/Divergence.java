package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;

import java.util.Optional;

/// Where a replay parts from the log: the first op that is not the same.
/// @param lsn of the logged transaction
/// @param place of the op among those of the run in it, from 0
/// @param logged what the log has there; empty where it ends before what was derived
/// @param derived what was derived there; empty where nothing was
/// @param why in words, where the ops alone do not say it; else empty text
public record Divergence(
        long lsn, int place, Optional<KernelOp> logged, Optional<KernelOp> derived, String why) {}
