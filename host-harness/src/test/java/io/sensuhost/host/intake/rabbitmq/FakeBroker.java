package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ReturnCallback;
import com.rabbitmq.client.ShutdownListener;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.AMQImpl;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A broker that writes down what it is asked, and confirms, returns, delivers and breaks when it is told to. */
final class FakeBroker {

    final Map<String, Map<?, ?>> queues = new ConcurrentHashMap<>();
    final Map<String, String> exchanges = new ConcurrentHashMap<>();
    final List<BasicProperties> published = new CopyOnWriteArrayList<>();
    final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    volatile int frameMax = 131_072;

    /** What it will not do, by the client library's name for it, and why. */
    final Map<String, IOException> refuses = new ConcurrentHashMap<>();

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final List<ShutdownListener> shutdownListeners = new CopyOnWriteArrayList<>();
    private volatile Optional<Consumer> consumer = Optional.empty();
    private volatile Optional<ReturnCallback> returns = Optional.empty();
    private volatile Optional<ConfirmCallback> acks = Optional.empty();
    private volatile Optional<ConfirmCallback> nacks = Optional.empty();

    Connection connection() {
        return proxy(Connection.class);
    }

    Channel channel() {
        return proxy(Channel.class);
    }

    ConnectionFactory factory() {
        return new ConnectionFactory() {
            @Override
            public Connection newConnection(String name) throws IOException {
                asked.add("connect");
                refuse("newConnection");
                return connection();
            }
        };
    }

    Link link() throws IOException {
        return new Link(connection(), connection(), channel(), new Publisher(connection()));
    }

    /** What it was asked next. */
    String asked() throws InterruptedException {
        return Optional.ofNullable(asked.poll(10, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("it was asked nothing more"));
    }

    boolean wasAskedNothingMore() {
        return asked.isEmpty();
    }

    void delivers(long tag, String client, boolean again) throws IOException {
        consumer.orElseThrow()
                .handleDelivery(
                        "sensu-host",
                        new Envelope(tag, again, "", "q"),
                        new BasicProperties(),
                        TestQueue.bytes(client));
    }

    void deletesTheQueue() throws IOException {
        consumer.orElseThrow().handleCancel("sensu-host");
    }

    void confirms(long upTo, boolean multiple) throws IOException {
        acks.orElseThrow().handle(upTo, multiple);
    }

    void cannotStore(long upTo, boolean multiple) throws IOException {
        nacks.orElseThrow().handle(upTo, multiple);
    }

    void returns(String queue) {
        returns.orElseThrow().handle(new Return(312, "NO_ROUTE", "", queue, new BasicProperties(), new byte[0]));
    }

    void breaks(String why) {
        AMQP.Connection.Close close = new AMQImpl.Connection.Close(320, why, 0, 0);
        ShutdownSignalException signal = new ShutdownSignalException(true, false, close, this);
        shutdownListeners.forEach(listener -> listener.shutdownCompleted(signal));
    }

    /** As the client library tells that the broker has closed a channel. */
    static IOException closed(int code, String why) {
        AMQP.Channel.Close close = new AMQImpl.Channel.Close(code, why, 0, 0);
        return new IOException(new ShutdownSignalException(false, false, close, "channel"));
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer(method, arguments)));
    }

    private Object answer(Method method, Object... arguments) throws IOException {
        refuse(method.getName());
        return switch (method.getName()) {
            case "createChannel" -> channel();
            case "getConnection" -> connection();
            case "getFrameMax" -> frameMax;
            case "getNextPublishSeqNo" -> published.size() + 1L;
            default -> {
                obey(method, arguments);
                yield null;
            }
        };
    }

    private void obey(Method method, Object... arguments) throws IOException {
        switch (method.getName()) {
            case "close", "confirmSelect" -> {}
            case "abort" -> asked.add("abort");
            case "addShutdownListener" -> shutdownListeners.add((ShutdownListener) arguments[0]);
            case "addReturnListener" -> returns = Optional.of((ReturnCallback) arguments[0]);
            case "addConfirmListener" -> {
                acks = Optional.of((ConfirmCallback) arguments[0]);
                nacks = Optional.of((ConfirmCallback) arguments[1]);
            }
            case "basicConsume" -> {
                consumer = Optional.of((Consumer) arguments[3]);
                asked.add("consume " + arguments[0]);
            }
            case "basicQos" -> asked.add("prefetch " + arguments[0]);
            case "basicCancel" -> asked.add("cancel");
            case "basicAck" -> asked.add("ack " + arguments[0]);
            case "basicPublish" -> {
                published.add((BasicProperties) arguments[3]);
                bodies.add((byte[]) arguments[4]);
                asked.add("publish " + arguments[1]);
            }
            case "queueDeclarePassive" -> look(queues, arguments[0]);
            case "exchangeDeclarePassive" -> look(exchanges, arguments[0]);
            case "queueDeclare" -> queues.put((String) arguments[0], (Map<?, ?>) arguments[4]);
            case "exchangeDeclare" -> exchanges.put((String) arguments[0], (String) arguments[1]);
            case "queueBind" -> asked.add("bind " + arguments[0] + " to " + arguments[1]);
            default -> throw new UnsupportedOperationException(method.toString());
        }
    }

    private void refuse(String name) throws IOException {
        if (refuses.containsKey(name)) {
            throw refuses.get(name);
        }
    }

    private static void look(Map<String, ?> among, Object name) throws IOException {
        if (!among.containsKey((String) name)) {
            throw closed(AMQP.NOT_FOUND, "no " + name);
        }
    }
}
