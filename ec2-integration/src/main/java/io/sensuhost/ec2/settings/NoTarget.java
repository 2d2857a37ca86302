package io.sensuhost.ec2.settings;

import io.sensuhost.ec2.decision.Code;

/** Why a client's instance cannot be asked for. */
public final class NoTarget extends Exception {

    private static final long serialVersionUID = 1;

    private final Code code;

    NoTarget(Code code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    /**
     * The word to match on.
     *
     * @return {@link Code#NOT_AN_INSTANCE_ID}, {@link Code#INVALID_CLIENT_SETTINGS} or {@link Code#UNKNOWN_ACCOUNT}
     */
    public Code code() {
        return code;
    }
}
