package io.sensuhost.host.config;

import java.util.OptionalInt;

/**
 * Where a piece of configuration stands.
 *
 * @param file the file or directory as it was given, or the name of an environment variable in words, or {@code default}
 * @param line counted from 1; empty where the whole file is meant
 * @param column counted from 1 in characters; empty where the whole file is meant
 */
public record Location(String file, OptionalInt line, OptionalInt column) {

    /** The place of what nobody has set. */
    public static final Location DEFAULT = of("default");

    static Location of(Object file) {
        return new Location(file.toString(), OptionalInt.empty(), OptionalInt.empty());
    }

    static Location at(String file, int line, int column) {
        return new Location(file, OptionalInt.of(line), OptionalInt.of(column));
    }

    /** The place within its file, in words. */
    String withinFile() {
        return "line " + line.orElse(1) + ", column " + column.orElse(1);
    }

    /** {@code file}, or {@code file:line:column}, as compilers print it. */
    @Override
    public String toString() {
        return line.isPresent() ? file + ":" + line.getAsInt() + ":" + column.orElse(1) : file;
    }
}
