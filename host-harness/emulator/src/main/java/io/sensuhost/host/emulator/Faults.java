package io.sensuhost.host.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The faults that are switched on, for use from any thread. Of those that are about a call, the one switched on last
 * strikes.
 */
public final class Faults {
    private final World world;
    private final List<Rule> rules = new ArrayList<>();

    private static final class Rule {
        final Predicate<Call> about;
        final Fault fault;
        long left;

        Rule(long left, Predicate<Call> about, Fault fault) {
            this.left = left;
            this.about = about;
            this.fault = fault;
        }
    }

    Faults(World world) {
        this.world = world;
    }

    /** Strikes the next calls, whatever they are. */
    public void next(int calls, Fault fault) {
        next(calls, Call.any(), fault);
    }

    /** Strikes the next calls of this kind. */
    public void next(int calls, Predicate<Call> about, Fault fault) {
        add(new Rule(calls, about, fault));
    }

    /** Strikes every call of this kind until {@link #clear}. */
    public void always(Predicate<Call> about, Fault fault) {
        add(new Rule(Long.MAX_VALUE, about, fault));
    }

    /**
     * Takes a zone out of order: a call by ids that names an instance there fails as a whole, and so does every call
     * without ids in its region; calls by the ids of healthy zones work.
     */
    public void zoneOutage(String zone) {
        always(
                call -> call.action().equals("DescribeInstances") && touches(zone, call),
                Fault.error(500, "InternalError", "An internal error has occurred"));
    }

    /** Switches all faults off. */
    public synchronized void clear() {
        rules.clear();
    }

    private synchronized void add(Rule rule) {
        if (rule.left > 0) {
            rules.add(0, rule);
        }
    }

    private boolean touches(String zone, Call call) {
        if (call.ids().isEmpty()) {
            return !call.region().isEmpty() && zone.startsWith(call.region());
        }
        Fleet fleet = world.seen(call.account(), call.region());
        return call.ids().stream()
                .flatMap(id -> fleet.find(id).stream())
                .anyMatch(instance -> instance.zone().equals(zone));
    }

    synchronized Optional<Fault> strike(Call call) {
        for (Rule rule : rules) {
            if (rule.about.test(call)) {
                rule.left--;
                rules.removeIf(each -> each.left == 0);
                return Optional.of(rule.fault);
            }
        }
        return Optional.empty();
    }
}
