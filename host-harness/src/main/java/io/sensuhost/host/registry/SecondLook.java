package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares the client of an event with the client as the registry has it now. Whatever was concluded from the former does
 * not hold for a client that has been heard since, or that by now stands for something else.
 */
final class SecondLook {

    private SecondLook() {}

    /** Why the client is to be kept, if it is. */
    static Optional<String> objection(String integration, Deregistration wish, Client now) {
        Client then = wish.event().client();
        Instant heardThen = then.timestamp().orElse(wish.event().timestamp());
        Optional<Instant> heardSince = now.timestamp().filter(heard -> heard.isAfter(heardThen));
        if (heardSince.isPresent()) {
            return Optional.of(now + " has been heard again at " + heardSince.get());
        }
        Map<?, ?> said = scope(then, integration);
        return scope(now, integration).entrySet().stream()
                .filter(attribute -> contradicts(attribute, said, wish.details()))
                .map(attribute -> now + " has by now another " + integration + "." + attribute.getKey())
                .findFirst();
    }

    /**
     * What the integration went by is in the client's own scope, or, where it was taken from elsewhere, among the facts
     * that it gives under the same name. What it did not know at all speaks against it; an attribute that the
     * registry's copy lacks says nothing.
     */
    private static boolean contradicts(Map.Entry<?, ?> attribute, Map<?, ?> said, Map<String, Object> facts) {
        Object before = said.containsKey(attribute.getKey())
                ? said.get(attribute.getKey())
                : facts.get(String.valueOf(attribute.getKey()));
        return !same(before, attribute.getValue());
    }

    private static Map<?, ?> scope(Client client, String integration) {
        return client.scope(integration).orElse(null) instanceof Map<?, ?> scope ? scope : Map.of();
    }

    private static boolean same(Object one, Object other) {
        if (Objects.equals(one, other)) {
            return true;
        }
        if (one instanceof Number number && other instanceof Number again) {
            return new BigDecimal(number.toString()).compareTo(new BigDecimal(again.toString())) == 0;
        }
        if (one instanceof List<?> list && other instanceof List<?> again) {
            Iterator<?> others = again.iterator();
            return list.size() == again.size() && list.stream().allMatch(element -> same(element, others.next()));
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> again) {
            return map.keySet().equals(again.keySet())
                    && map.keySet().stream().allMatch(key -> same(map.get(key), again.get(key)));
        }
        return false;
    }
}
