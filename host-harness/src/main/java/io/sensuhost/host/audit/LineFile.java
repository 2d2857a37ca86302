package io.sensuhost.host.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file to which lines are appended, by several processes at once if need be. A line that a crash has cut off stays a
 * line of its own: it spoils neither the one before it nor the one after it. A new file is its owner's alone. Thread-safe.
 *
 * <p>Lines are handed to the operating system and not forced to the disk: they survive the end of the process, which is
 * what happens, but not that of the machine. Forcing each would cost some milliseconds a client, which is minutes in a
 * scale-in of a whole fleet, and would protect seconds of a record that outlives them by years.
 */
public final class LineFile implements AutoCloseable {

    private static final Set<StandardOpenOption> TO_APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path path;
    private FileChannel end;
    private FileChannel content;
    private Optional<Object> key;

    /**
     * Opens a file, and makes it and the directories above it where they do not exist.
     *
     * @param path where it is
     * @throws IOException when it cannot be written
     */
    public LineFile(Path path) throws IOException {
        this.path = path;
        OwnersAlone.directory(path.toAbsolutePath().getParent());
        end = FileChannel.open(path, TO_APPEND, OwnersAlone.file());
        content = FileChannel.open(path, StandardOpenOption.READ);
        key = keyOf(path);
    }

    /** Tells one file from another; where the system knows of no such thing, none is another. */
    private static Optional<Object> keyOf(Path path) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    /**
     * Appends a line.
     *
     * @param line the line, without its end
     * @throws IOException when it could not be written, or not to its end
     */
    public synchronized void append(String line) throws IOException {
        // One write: lines of several processes do not mix.
        ByteBuffer bytes = StandardCharsets.UTF_8.encode((endsWithinLine() ? "\n" : "") + line + "\n");
        while (bytes.hasRemaining()) {
            end.write(bytes);
        }
    }

    private boolean endsWithinLine() throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return content.size() > 0 && content.read(last, content.size() - 1) == 1 && last.get(0) != '\n';
    }

    /**
     * Reads the end of the file that is in use, which may have been moved away since.
     *
     * @param mostBytes how much is read at most; lines that began before that are left out
     * @param line takes each line that is not empty, the oldest first; the last one may have been cut off
     * @throws IOException when it cannot be read
     */
    public synchronized void readTail(long mostBytes, Consumer<String> line) throws IOException {
        long start = Math.max(0, content.size() - mostBytes);
        content.position(start);
        // Not closed: the channel is in use still.
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(content), StandardCharsets.UTF_8));
        if (start > 0) {
            reader.readLine();
        }
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            if (!text.isBlank()) {
                line.accept(text);
            }
        }
    }

    /**
     * Goes on with the file that is now at the path, after another program has moved the old one away.
     *
     * @return whether it is another file
     * @throws IOException when it cannot be written; the old file is then kept in use
     */
    public synchronized boolean reopen() throws IOException {
        Optional<Object> oldKey = key;
        FileChannel oldEnd = end;
        FileChannel oldContent = content;
        try (LineFile fresh = new LineFile(path)) {
            end = fresh.end;
            content = fresh.content;
            fresh.end = oldEnd;
            fresh.content = oldContent;
            key = fresh.key;
            return !key.equals(oldKey);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        end.close();
        content.close();
    }
}
