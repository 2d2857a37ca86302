package io.sensuhost.host.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request, as far as AWS's query protocols need it.
 *
 * @param path without the query string
 * @param query the query string and the form that were sent
 */
record HttpRequest(String path, Map<String, String> headers, Query query, boolean keepsAlive) {
    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_BODY = 1024 * 1024;

    /** Reads the next request; empty where the client has closed the connection instead. */
    static Optional<HttpRequest> read(InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0 && head.isEmpty()) {
                return Optional.empty();
            }
            if (next < 0 || head.length() == MAX_HEAD) {
                throw new ProtocolException("the request ends within its head, or that is over 64 KiB");
            }
            head.append((char) next);
        }
        return Optional.of(parse(head.toString(), in, out));
    }

    private static HttpRequest parse(String head, InputStream in, OutputStream out) throws IOException {
        List<String> lines = head.lines().toList();
        String[] start = lines.get(0).split(" ", -1);
        if (start.length != 3) {
            throw new ProtocolException("a request starts with METHOD TARGET VERSION");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        if (headers.getOrDefault("Expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        String form = body(headers, in);
        int question = start[1].indexOf('?');
        String path = question < 0 ? start[1] : start[1].substring(0, question);
        String parameters = question < 0 ? form : start[1].substring(question + 1) + "&" + form;
        boolean closes =
                headers.getOrDefault("Connection", "").toLowerCase(Locale.ROOT).contains("close");
        return new HttpRequest(path, headers, decode(parameters), start[2].equals("HTTP/1.1") && !closes);
    }

    private static String body(Map<String, String> headers, InputStream in) throws IOException {
        String length = headers.getOrDefault("Content-Length", "0");
        if (headers.containsKey("Transfer-Encoding") || !length.matches("\\d{1,7}")) {
            throw new ProtocolException("a body needs a Content-Length; chunks are not understood");
        }
        int bytes = Integer.parseInt(length);
        if (bytes > MAX_BODY) {
            throw new ProtocolException("a body has at most 1 MiB");
        }
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new ProtocolException("the request ends within its body");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Query decode(String parameters) throws ProtocolException {
        try {
            return new Query(parameters);
        } catch (IllegalArgumentException brokenEscape) {
            throw new ProtocolException("the parameters are not form-encoded: " + brokenEscape.getMessage());
        }
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
