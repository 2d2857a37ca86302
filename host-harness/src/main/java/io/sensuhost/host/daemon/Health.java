package io.sensuhost.host.daemon;

import io.sensuhost.host.Generation;
import io.sensuhost.host.Generations;
import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.TcpIntake;
import io.sensuhost.host.intake.http.Answer;
import io.sensuhost.host.intake.http.Endpoint;
import io.sensuhost.host.intake.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Says whether the daemon does its job, and if not, why. */
final class Health implements Endpoint {

    private final Generations generations;
    private final RegistryProbe probe;
    private final EventQueue queue;
    private final Dispatcher dispatcher;
    private final TcpIntake tcp;
    private final Rabbit rabbit;

    Health(
            Generations generations,
            RegistryProbe probe,
            EventQueue queue,
            Dispatcher dispatcher,
            TcpIntake tcp,
            Rabbit rabbit) {
        this.generations = generations;
        this.probe = probe;
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.tcp = tcp;
        this.rabbit = rabbit;
    }

    @Override
    public CompletionStage<Answer> answer(Request request) {
        Generation generation = generations.current();
        return probe.trouble(generation).thenApply(registry -> {
            Map<String, Object> problems = new LinkedHashMap<>();
            queue().ifPresent(why -> problems.put("queue", why));
            if (tcp.isBroken()) {
                problems.put("tcp", "nothing more is read, by a mistake of the host's; its log says how, restart it");
            }
            rabbit.trouble().ifPresent(why -> problems.put("rabbitmq", why));
            registry.ifPresent(why -> problems.put("registry", why));
            if (!generation.troubles().isEmpty()) {
                problems.put("plugins", generation.troubles());
            }
            generations.lastRefusal().ifPresent(why -> problems.put("reload", why));
            return answer(problems);
        });
    }

    private Optional<String> queue() {
        if (queue.isClosed()) {
            return Optional.of("the host is stopping");
        }
        if (dispatcher.isBroken()) {
            return Optional.of("nothing more is handled, by a mistake of the host's; its log says how, restart it");
        }
        return queue.isFull() ? Optional.of(queue.size() + " events wait, and no more are taken") : Optional.empty();
    }

    private static Answer answer(Map<String, Object> problems) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("healthy", problems.isEmpty());
        content.put("problems", problems);
        return Answer.json(problems.isEmpty() ? 200 : 503, content);
    }
}
