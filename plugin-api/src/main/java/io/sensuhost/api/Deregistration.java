package io.sensuhost.api;

import java.util.Map;
import java.util.Objects;

/**
 * A wish to deregister the client of an event, with what speaks for it. Immutable: each method gives another wish.
 *
 * <pre>{@code
 * registry.deregister(Deregistration.of(event, "node_unknown", "PuppetDB does not know the node web-1")
 *         .with(Map.of("node", "web-1")))
 * }</pre>
 */
@Stable
public final class Deregistration {

    private final Event event;
    private final String code;
    private final String reason;
    private final Map<String, Object> details;
    private final Evidence evidence;
    private final boolean mayReturn;

    private Deregistration(
            Event event, String code, String reason, Map<String, ?> details, Evidence evidence, boolean mayReturn) {
        this.event = Objects.requireNonNull(event, "event");
        this.code = Result.checkedCode(code);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.details = JsonObject.of(details);
        this.evidence = evidence;
        this.mayReturn = mayReturn;
    }

    /**
     * A wish that rests on a conclusion, for a client that may return.
     *
     * @param event the event that led to it; its client is the one to go
     * @param code the code of the result if it is done
     * @param reason the reason of the result if it is done
     * @return the wish, without details
     */
    public static Deregistration of(Event event, String code, String reason) {
        return new Deregistration(event, code, reason, Map.of(), Evidence.INFERRED, true);
    }

    /**
     * The same wish with more facts. One that a client's attribute gave has the attribute's name: if the client names
     * another by the time that it is to go, it is kept.
     *
     * @param more details of the result, whatever becomes of the wish; one of the same name replaces what was there
     * @return the wish with both
     */
    public Deregistration with(Map<String, ?> more) {
        return new Deregistration(event, code, reason, JsonObject.merged(details, more), evidence, mayReturn);
    }

    /**
     * The same wish with its evidence.
     *
     * @param sure how sure the integration is; {@link Evidence#INFERRED} where nothing is said
     * @return the wish
     */
    public Deregistration with(Evidence sure) {
        return new Deregistration(event, code, reason, details, sure, mayReturn);
    }

    /**
     * The same wish for a client that cannot come back: what stood behind its name has ended for good, as a terminated
     * machine has and a stopped one has not. A late keepalive is then kept from bringing the client back.
     *
     * @return the wish
     */
    public Deregistration forGood() {
        return new Deregistration(event, code, reason, details, evidence, false);
    }

    /**
     * The event that led to it.
     *
     * @return the event, whose client is the one to go
     */
    public Event event() {
        return event;
    }

    /**
     * The code of the result if it is done.
     *
     * @return a snake_case word
     */
    public String code() {
        return code;
    }

    /**
     * The reason of the result if it is done.
     *
     * @return a sentence for people
     */
    public String reason() {
        return reason;
    }

    /**
     * The details of the result in any case.
     *
     * @return facts as JSON, unmodifiable
     */
    public Map<String, Object> details() {
        return details;
    }

    /**
     * How sure the integration is.
     *
     * @return the evidence
     */
    public Evidence evidence() {
        return evidence;
    }

    /**
     * Whether what stands behind the client can come back under the same name.
     *
     * @return false where the wish is {@link #forGood}
     */
    public boolean mayReturn() {
        return mayReturn;
    }
}
