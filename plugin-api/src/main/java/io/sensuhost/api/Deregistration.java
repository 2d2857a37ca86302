package io.sensuhost.api;

import java.util.Map;

/**
 * A wish to deregister the client of an event, with what speaks for it.
 *
 * @param event the event that led to it; its client is the one to go
 * @param code the code of the result if it is done
 * @param reason the reason of the result if it is done
 * @param details the details of the result in any case
 * @param evidence how sure the integration is
 * @param mayReturn whether what stands behind the client can come back under the same name, as a stopped machine can;
 *     if not, a late keepalive is kept from bringing the client back
 */
public record Deregistration(
        Event event, String code, String reason, Map<String, Object> details, Evidence evidence, boolean mayReturn) {

    public Deregistration {
        details = Json.unmodifiable(details);
    }
}
