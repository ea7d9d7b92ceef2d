package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.ThreadStatus;
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

    static KernelException unknown(String what, int number) {
        return new KernelException(
                "%s %d is not known here: a newer format. Open it with the newer BestCode"
                        .formatted(what, number));
    }
}
