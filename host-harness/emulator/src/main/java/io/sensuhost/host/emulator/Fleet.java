package io.sensuhost.host.emulator;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The instances of one account in one region, ordered by id. Safe for use by many threads while it is served. */
public final class Fleet {
    private final String account;
    private final String region;
    private final NavigableMap<String, Instance> instances = new ConcurrentSkipListMap<>();

    Fleet(String account, String region) {
        this.account = account;
        this.region = region;
    }

    public String account() {
        return account;
    }

    /** Adds or replaces an instance in the region's first zone. */
    public Fleet put(String id, InstanceState state) {
        return put(Instance.running(id, region + "a").withState(state));
    }

    /** Adds or replaces an instance; its zone must be one of this region. */
    public Fleet put(Instance instance) {
        if (!instance.zone().startsWith(region)) {
            throw new IllegalArgumentException("%s: zone %s is not in %s; a zone there is %sa"
                    .formatted(instance.id(), instance.zone(), region, region));
        }
        instances.put(instance.id(), instance);
        return this;
    }

    /** Forgets an instance, as EC2 does some time after its termination; nothing happens where there is none. */
    public void remove(String id) {
        instances.remove(id);
    }

    public Optional<Instance> find(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    Collection<Instance> after(String id) {
        return instances.tailMap(id, false).values();
    }
}
