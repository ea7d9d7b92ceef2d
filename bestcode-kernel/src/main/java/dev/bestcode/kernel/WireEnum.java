package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.kernel.UnsupportedFormatException;
import dev.bestcode.api.message.Message;

/// Numbers of the api's enumerations in the log; append only, whatever order the api lists them in.
final class WireEnum {
    private WireEnum() {}

    static int number(ThreadStatus status) {
        return switch (status) {
            case ACTIVE -> 1;
            case COMPLETED -> 2;
            case FAILED -> 3;
        };
    }

    static ThreadStatus threadStatus(int number) {
        return switch (number) {
            case 1 -> ThreadStatus.ACTIVE;
            case 2 -> ThreadStatus.COMPLETED;
            case 3 -> ThreadStatus.FAILED;
            default -> throw unknown("thread status", number);
        };
    }

    static int number(Message.Kind kind) {
        return switch (kind) {
            case REQUEST -> 1;
            case ANSWER -> 2;
            case FAILURE -> 3;
        };
    }

    static Message.Kind messageKind(int number) {
        return switch (number) {
            case 1 -> Message.Kind.REQUEST;
            case 2 -> Message.Kind.ANSWER;
            case 3 -> Message.Kind.FAILURE;
            default -> throw unknown("message kind", number);
        };
    }

    static int number(PruneReason reason) {
        return switch (reason) {
            case DELIVERED -> 1;
            case EXPIRED -> 2;
            case ERASED -> 3;
        };
    }

    static PruneReason pruneReason(int number) {
        return switch (number) {
            case 1 -> PruneReason.DELIVERED;
            case 2 -> PruneReason.EXPIRED;
            case 3 -> PruneReason.ERASED;
            default -> throw unknown("prune reason", number);
        };
    }

    static int number(Tier tier) {
        return switch (tier) {
            case EXPANDED -> 1;
            case FOLDED -> 2;
            case EVICTED -> 3;
        };
    }

    static Tier tier(int number) {
        return switch (number) {
            case 1 -> Tier.EXPANDED;
            case 2 -> Tier.FOLDED;
            case 3 -> Tier.EVICTED;
            default -> throw unknown("tier", number);
        };
    }

    /// For ever and until delivered are negative, so that the number of days stands for itself.
    static int number(Retention retention) {
        return switch (retention) {
            case Retention.Forever _ -> -1;
            case Retention.PruneOnDelivery _ -> -2;
            case Retention.Days(int days) -> days;
        };
    }

    static Retention retention(int number) {
        return switch (number) {
            case -1 -> new Retention.Forever();
            case -2 -> new Retention.PruneOnDelivery();
            default -> new Retention.Days(number);
        };
    }

    static KernelException unknown(String what, int number) {
        return new UnsupportedFormatException(
                "%s %d is not known here: a newer format. Open it with the newer BestCode."
                        .formatted(what, number));
    }
}
