package io.sensuhost.host.daemon;

import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.TcpIntake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The way of events up to where they are handled.
 *
 * @param queue where they wait
 * @param dispatcher hands them over
 * @param tcp where they come in
 * @param rabbit where they come in too
 */
record Inflow(EventQueue queue, Dispatcher dispatcher, TcpIntake tcp, Rabbit rabbit) {

    /** Why fewer come through than should, by the part that holds them up. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        waiting().ifPresent(why -> problems.put("queue", why));
        if (tcp.isBroken()) {
            problems.put("tcp", "nothing more is read, by a mistake of the host's; its log says how, restart it");
        }
        rabbit.trouble().ifPresent(why -> problems.put("rabbitmq", why));
        return problems;
    }

    private Optional<String> waiting() {
        if (queue.isClosed()) {
            return Optional.of("the host is stopping");
        }
        if (dispatcher.isBroken()) {
            return Optional.of("nothing more is handled, by a mistake of the host's; its log says how, restart it");
        }
        return queue.isFull() ? Optional.of(queue.size() + " events wait, and no more are taken") : Optional.empty();
    }
}
