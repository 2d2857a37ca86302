package io.sensuhost.host.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.Locale;

/** One line of {@code key=value} for each message, whatever is in it; a stack trace follows on lines of its own. */
final class LogfmtLayout extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        append(line, "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        append(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        append(line, "logger", simpleName(event.getLoggerName()));
        event.getMDCPropertyMap().forEach((key, value) -> append(line, key, value));
        append(line, "msg", event.getFormattedMessage());
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String key, String value) {
        line.append(line.length() == 0 ? "" : " ").append(key).append('=');
        if (value.matches("[\\w.:/@+-]+")) {
            line.append(value);
        } else {
            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\R", "\\\\n");
            line.append('"').append(escaped.replaceAll("[\\p{Cc}\\p{Cf}]", " ")).append('"');
        }
    }

    private static String simpleName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
