package dev.bestcode.cli;

import dev.bestcode.api.kernel.Tier;

/// What people call the tiers of a context.
final class TierNames {
    private TierNames() {}

    static String of(Tier tier) {
        return switch (tier) {
            case EXPANDED -> "active";
            case FOLDED -> "folded";
            case EVICTED -> "evicted";
        };
    }
}
