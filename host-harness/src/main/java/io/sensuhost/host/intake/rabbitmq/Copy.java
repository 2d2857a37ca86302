package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;

/**
 * What is left of a message for another queue.
 *
 * @param queue the queue's name
 * @param properties the message's, and what is added to them
 */
record Copy(String queue, BasicProperties properties) {}
