/**
 * Events come in from a queue of RabbitMQ, which several hosts may share. A message stays the broker's until its results are
 * out and audited; what failed and will pass goes back with a delay, and what cannot be handled goes to another queue.
 */
package io.sensuhost.host.intake.rabbitmq;
