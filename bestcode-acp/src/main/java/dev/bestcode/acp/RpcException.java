package dev.bestcode.acp;

/// A request that is answered with an error.
final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    static final int PARSE_ERROR = -32_700;
    static final int INVALID_REQUEST = -32_600;
    static final int NO_METHOD = -32_601;
    static final int INVALID_PARAMS = -32_602;
    static final int INTERNAL = -32_603;
    static final int NOT_FOUND = -32_002;

    private final int code;

    RpcException(int code, String message) {
        super(message);
        this.code = code;
    }

    static RpcException invalid(String message) {
        return new RpcException(INVALID_PARAMS, message);
    }

    int code() {
        return code;
    }
}
