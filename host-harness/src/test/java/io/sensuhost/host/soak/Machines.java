package io.sensuhost.host.soak;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.registry.FakeSensuCore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * All machines, and the judge of each deletion: by what the emulated EC2 has in its books when the registry deletes. Each
 * that ends is followed by a new one. Thread-safe.
 */
final class Machines {

    static final String OTHER_ACCOUNT = "111111111111";
    static final String ROLE = "arn:aws:iam::" + OTHER_ACCOUNT + ":role/reader";

    private static final String REGION = "us-east-1";
    private static final int FLEET = 300;
    private static final List<Optional<InstanceState>> ENDS = List.of(
            Optional.of(InstanceState.TERMINATED),
            Optional.of(InstanceState.SHUTTING_DOWN),
            Optional.of(InstanceState.STOPPED),
            Optional.empty());

    private final Emulator emulator;
    private final FakeSensuCore registry;
    private final Random random;
    private final Deck<Optional<InstanceState>> ends;
    private final List<Machine> living = new ArrayList<>();
    private final List<Machine> ended = new ArrayList<>();
    private final Map<String, Machine> byClient = new HashMap<>();
    private final List<String> wronglyDeleted = new ArrayList<>();
    private int made;
    private int rightlyDeleted;

    Machines(Emulator emulator, FakeSensuCore registry, Random random) {
        this.emulator = emulator;
        this.registry = registry.telling(this::judge);
        this.random = random;
        this.ends = new Deck<>(ENDS, random);
        emulator.world().role(Role.of(ROLE));
        for (int i = 0; i < FLEET; i++) {
            registry.with(begin().registered());
        }
    }

    /** Not told to the registry under the lock: it asks for a judgement under its own. */
    private synchronized Machine begin() {
        int number = made++;
        boolean elsewhere = number % 4 == 0;
        boolean mayStop = number % 5 == 0;
        Fleet fleet = elsewhere
                ? emulator.world().fleet(OTHER_ACCOUNT, REGION)
                : emulator.world().fleet(REGION);
        String instance = "i-%017x".formatted(number);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("instance_id", instance);
        if (elsewhere) {
            attributes.put("account", "other");
        }
        if (mayStop) {
            attributes.put("allowed_instance_states", List.of("stopped"));
        }
        Machine machine = new Machine(
                "web-" + number,
                instance,
                fleet,
                mayStop ? Set.of(InstanceState.STOPPED) : Set.of(InstanceState.RUNNING, InstanceState.PENDING),
                attributes);
        InstanceState first = number % 7 == 0 ? InstanceState.PENDING : InstanceState.RUNNING;
        fleet.put(instance, mayStop ? InstanceState.STOPPED : first);
        byClient.put(machine.client(), machine);
        living.add(machine);
        return machine;
    }

    /** Ends one in one of the ways in which machines end. */
    void endOne() {
        end();
        registry.with(begin().registered());
    }

    private synchronized void end() {
        Machine machine = living.remove(random.nextInt(living.size()));
        Optional<InstanceState> end =
                ends.next().filter(state -> !machine.allowed().contains(state));
        end.ifPresentOrElse(
                state -> machine.fleet().put(machine.instance(), state),
                () -> machine.fleet().remove(machine.instance()));
        ended.add(machine);
    }

    /** Some machine: of those that have ended, one whose client is still there. */
    synchronized Machine any() {
        int place = random.nextInt(living.size() + ended.size());
        return place < living.size() ? living.get(place) : ended.get(place - living.size());
    }

    synchronized Optional<Machine> anyThatHasToGo() {
        return ended.isEmpty() ? Optional.empty() : Optional.of(ended.get(random.nextInt(ended.size())));
    }

    /** Waits until all are gone that have to go, and for so long at most. */
    synchronized void awaitAllGone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ended.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
    }

    synchronized List<Machine> thatHaveToGo() {
        return List.copyOf(ended);
    }

    synchronized List<Machine> thatHaveToStay() {
        return List.copyOf(living);
    }

    private synchronized void judge(String client) {
        Machine machine = byClient.remove(client);
        if (machine.hasToStay()) {
            wronglyDeleted.add(client + " on " + machine.instance());
        } else {
            rightlyDeleted++;
            ended.remove(machine);
            machine.fleet().remove(machine.instance());
            notifyAll();
        }
    }

    synchronized List<String> wronglyDeleted() {
        return List.copyOf(wronglyDeleted);
    }

    synchronized int rightlyDeleted() {
        return rightlyDeleted;
    }

    /** Those who have to stay and are not in the registry. */
    List<String> missing() {
        return thatHaveToStay().stream()
                .map(Machine::client)
                .filter(client -> !registry.knows(client))
                .toList();
    }
}
