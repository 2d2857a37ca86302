package io.sensuhost.host.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Aligned columns, with cells wrapped so that the terminal is wide enough. */
final class Table {

    private static final String GAP = "  ";
    private static final int LEAST = 10;

    private final List<String> head;
    private final List<Row> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    Table row(Terminal.Colour colour, String... cells) {
        rows.add(new Row(colour, Arrays.stream(cells).map(Table::printable).toList()));
        return this;
    }

    void print(PrintStream out, Terminal terminal) {
        int[] widths = widths(terminal.columns() - GAP.length() * (head.size() - 1));
        print(out, terminal, new Row(Terminal.Colour.BOLD, head), widths);
        rows.forEach(row -> print(out, terminal, row, widths));
    }

    private static void print(PrintStream out, Terminal terminal, Row row, int[] widths) {
        List<List<String>> cells = IntStream.range(0, widths.length)
                .mapToObj(column -> wrapped(row.cells().get(column), widths[column]))
                .toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < height; i++) {
            int at = i;
            String line = IntStream.range(0, widths.length)
                    .mapToObj(column -> padded(lineOf(cells.get(column), at), widths[column]))
                    .collect(Collectors.joining(GAP));
            out.println(terminal.paint(line.stripTrailing(), row.colour()));
        }
    }

    private static String lineOf(List<String> cell, int at) {
        return at < cell.size() ? cell.get(at) : "";
    }

    /** As wide as what is in them; where that is too much, the widest give way first. */
    private int[] widths(int available) {
        int[] widths = IntStream.range(0, head.size()).map(this::width).toArray();
        for (int excess = Arrays.stream(widths).sum() - available; excess > 0; excess--) {
            int widest = IntStream.range(0, widths.length)
                    .reduce(0, (best, column) -> widths[column] >= widths[best] ? column : best);
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private int width(int column) {
        return Stream.concat(Stream.of(head), rows.stream().map(Row::cells))
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int cut = cut(rest, width);
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** Between two words, or else behind a part of a path. */
    private static int cut(String text, int width) {
        int space = text.lastIndexOf(' ', width);
        return space > 0
                ? space
                : IntStream.iterate(width, at -> at > 0, at -> at - 1)
                        .filter(at -> "/.:".indexOf(text.charAt(at - 1)) >= 0)
                        .findFirst()
                        .orElse(width);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** What clients and messages of others bring along must not move the cursor. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", " ");
    }

    private record Row(Terminal.Colour colour, List<String> cells) {}
}
