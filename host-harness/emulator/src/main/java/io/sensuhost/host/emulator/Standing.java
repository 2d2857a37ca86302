package io.sensuhost.host.emulator;

/** Whether a caller's credentials are accepted, and how each service refuses those that are not. */
enum Standing {
    GOOD,
    UNSIGNED,
    UNKNOWN,
    EXPIRED;

    /** Refuses by throwing, unless the standing is good. */
    void require(Service service) {
        if (this != GOOD) {
            throw (service == Service.EC2 ? toEc2() : toSts());
        }
    }

    private Refusal toEc2() {
        return switch (this) {
            case EXPIRED -> new Refusal(400, "RequestExpired", "Request has expired.");
            case UNSIGNED ->
                new Refusal(
                        401,
                        "AuthFailure",
                        "AWS was not able to authenticate the request: access credentials are missing");
            default -> new Refusal(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
        };
    }

    private Refusal toSts() {
        return switch (this) {
            case EXPIRED -> new Refusal(403, "ExpiredToken", "The security token included in the request is expired");
            case UNSIGNED -> new Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            default ->
                new Refusal(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        };
    }
}
