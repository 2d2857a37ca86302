package io.sensuhost.host.status;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs until this is closed. */
public final class Logged implements AutoCloseable {

    private final Logger logger;
    private final Level before;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private Logged(Class<?> whose) {
        logger = (Logger) LoggerFactory.getLogger(whose);
        before = logger.getLevel();
        // Tests are quieter than that.
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    public static Logged by(Class<?> whose) {
        return new Logged(whose);
    }

    public List<String> lines() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }
}
