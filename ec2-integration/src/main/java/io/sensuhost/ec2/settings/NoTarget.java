package io.sensuhost.ec2.settings;

import io.sensuhost.ec2.decision.Code;
import java.util.Map;

/** Why a client's instance cannot be asked for. */
public final class NoTarget extends Exception {

    private static final long serialVersionUID = 1;

    private final Code code;
    private final transient Map<String, Object> details;

    NoTarget(Code code, String reason) {
        this(code, reason, Map.of());
    }

    NoTarget(Code code, String reason, Map<String, Object> details) {
        super(reason, null, false, false);
        this.code = code;
        this.details = details;
    }

    /**
     * The word to match on.
     *
     * @return {@link Code#NOT_AN_INSTANCE_ID}, {@link Code#INVALID_CLIENT_SETTINGS} or {@link Code#UNKNOWN_ACCOUNT}
     */
    public Code code() {
        return code;
    }

    /**
     * The facts behind the reason.
     *
     * @return the facts as JSON, by their names
     */
    public Map<String, Object> details() {
        return details;
    }
}
