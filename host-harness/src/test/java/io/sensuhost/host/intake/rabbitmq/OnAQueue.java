package io.sensuhost.host.intake.rabbitmq;

/** A part of the tests against a real broker: they share the broker, and each has a queue of its own. */
interface OnAQueue {

    TestQueue queue();
}
