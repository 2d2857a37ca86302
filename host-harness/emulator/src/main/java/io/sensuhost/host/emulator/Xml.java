package io.sensuhost.host.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes an XML document element by element. */
final class Xml {
    private final StringBuilder document = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    Xml open(String name) {
        document.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    Xml open(String name, String namespace) {
        document.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        open.push(name);
        return this;
    }

    Xml close() {
        document.append("</").append(open.pop()).append('>');
        return this;
    }

    Xml text(String name, String text) {
        open(name);
        text.codePoints().forEach(this::character);
        return close();
    }

    private void character(int codePoint) {
        switch (codePoint) {
            case '&' -> document.append("&amp;");
            case '<' -> document.append("&lt;");
            case '>' -> document.append("&gt;");
            case '"' -> document.append("&quot;");
            default -> document.appendCodePoint(isAllowed(codePoint) ? codePoint : '?');
        }
    }

    /** Ids from requests are repeated in messages, and not every character may stand in XML. */
    private static boolean isAllowed(int codePoint) {
        return codePoint >= 0x20
                && Character.isDefined(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE;
    }

    @Override
    public String toString() {
        return document.toString();
    }
}
