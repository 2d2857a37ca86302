package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.host.config.RabbitSettings;

/**
 * The queues that belong together.
 *
 * @param main where events come from
 * @param retry where they wait before they come again; the delay is in its name, since it cannot be changed in a queue
 * @param dead where they end that cannot be handled
 */
record QueueNames(String main, String retry, String dead) {

    static QueueNames of(RabbitSettings settings) {
        long millis = settings.retryDelay().toMillis();
        String delay = millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
        return new QueueNames(settings.queue(), settings.queue() + ".retry." + delay, settings.queue() + ".dead");
    }
}
