package io.sensuhost.host.emulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One client's connection, kept alive between its calls. Written here rather than taken from a library because faults
 * cut it at any byte, or keep it open without a word.
 */
final class Connection {
    private static final int IDLE_MILLIS = 300_000;

    private final Socket socket;
    private final Dispatcher dispatcher;
    private final InputStream in;
    private final OutputStream out;

    Connection(Socket socket, Dispatcher dispatcher) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(IDLE_MILLIS);
        this.socket = socket;
        this.dispatcher = dispatcher;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Answers calls until the client or a fault ends the connection. */
    void serve() throws IOException, InterruptedException {
        try {
            Optional<HttpRequest> request = HttpRequest.read(in, out);
            while (request.isPresent()) {
                dispatcher.dispatch(request.get(), this::send);
                if (!request.get().keepsAlive()) {
                    return;
                }
                request = socket.isClosed() ? Optional.empty() : HttpRequest.read(in, out);
            }
        } catch (ProtocolException unreadable) {
            out.write(("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" + unreadable.getMessage() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            // Closing over unread bytes resets the connection, and the client would not get to read why.
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void send(Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 %d %s\r\nContent-Type: text/xml;charset=UTF-8\r\nContent-Length: %d\r\n\r\n"
                .formatted(answer.status(), answer.status() < 400 ? "OK" : "Error", body.length);
        byte[] message = (head + answer.body()).getBytes(StandardCharsets.UTF_8);
        switch (answer.delivery()) {
            case WHOLE -> out.write(message);
            case HALF -> {
                out.write(message, 0, message.length - body.length / 2 - 1);
                socket.close();
            }
            case NONE -> socket.close();
            case NEVER -> {
                socket.setSoTimeout(0);
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
