package io.sensuhost.host.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Aligned columns; the last one is wrapped to what is left of the width. */
final class Table {

    private static final String GAP = "  ";
    private static final int LEAST_LAST = 24;

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
        int[] widths = widths();
        int before = Arrays.stream(widths).limit(widths.length - 1L).sum() + GAP.length() * (widths.length - 1);
        int last = Math.max(LEAST_LAST, terminal.columns() - before);
        print(out, terminal, new Row(Terminal.Colour.BOLD, head), widths, last);
        rows.forEach(row -> print(out, terminal, row, widths, last));
    }

    private void print(PrintStream out, Terminal terminal, Row row, int[] widths, int last) {
        int end = widths.length - 1;
        List<String> lines = wrapped(row.cells().get(end), last);
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < end; column++) {
                line.append(padded(i == 0 ? row.cells().get(column) : "", widths[column]))
                        .append(GAP);
            }
            String text = line.append(lines.get(i)).toString().stripTrailing();
            out.println(terminal.paint(text, row.colour()));
        }
    }

    private int[] widths() {
        return IntStream.range(0, head.size())
                .map(column -> Math.max(
                        head.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.cells().get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int cut = space > 0 ? space : width;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
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
