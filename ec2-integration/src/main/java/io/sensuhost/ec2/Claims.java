package io.sensuhost.ec2;

import io.sensuhost.api.Client;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which client claims what instance, in little room. It forgets first what was asked for longest ago. Thread-safe. */
final class Claims {

    private static final String SEVERAL = "";
    private static final Optional<String> BY_SEVERAL = Optional.of(SEVERAL);

    private final Map<String, String> claimants;

    Claims(int most) {
        claimants = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > most;
            }
        };
    }

    synchronized void add(Client client, String instanceId) {
        claimants.merge(instanceId, client.toString(), (one, other) -> one.equals(other) ? one : SEVERAL);
    }

    /** Whether one client at most claims an instance, here and there. */
    boolean agree(Claims others, String instanceId) {
        Optional<String> here = of(instanceId);
        Optional<String> there = others.of(instanceId);
        Optional<String> one = here.or(() -> there);
        return !here.equals(BY_SEVERAL) && !there.equals(BY_SEVERAL) && (there.isEmpty() || there.equals(one));
    }

    private synchronized Optional<String> of(String instanceId) {
        return Optional.ofNullable(claimants.get(instanceId));
    }
}
