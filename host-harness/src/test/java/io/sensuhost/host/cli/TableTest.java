package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void columnsAreAsWideAsWhatIsInThem() {
        assertThat(printed(80, new Table("A", "LONG", "B").row(Terminal.Colour.NONE, "one", "x", "two")))
                .containsExactly("A    LONG  B", "one  x     two");
    }

    @Test
    void theWidestColumnsAreWrappedWhereTheTerminalIsTooNarrow() {
        Table table = new Table("A", "B", "C")
                .row(Terminal.Colour.NONE, "short", "some words that are too many", "and as many words once more");

        assertThat(printed(40, table))
                .containsExactly(
                        "A      B                 C",
                        "short  some words that   and as many",
                        "       are too many      words once more");
    }

    @Test
    void aWordThatIsTooLongIsCut() {
        assertThat(printed(24, new Table("A").row(Terminal.Colour.NONE, "x".repeat(30))))
                .containsExactly("A", "x".repeat(24), "x".repeat(6));
    }

    @Test
    void aPathIsCutBehindOneOfItsParts() {
        assertThat(printed(20, new Table("A").row(Terminal.Colour.NONE, "/etc/sensu/conf.d/ec2.json:12")))
                .containsExactly("A", "/etc/sensu/conf.d/", "ec2.json:12");
    }

    @Test
    void noColumnVanishesHoweverNarrowTheTerminal() {
        assertThat(printed(5, new Table("A", "B").row(Terminal.Colour.NONE, "x".repeat(12), "y")))
                .containsExactly("A           B", "xxxxxxxxxx  y", "xx");
    }

    @Test
    void nothingInACellMovesTheCursor() {
        assertThat(printed(80, new Table("A").row(Terminal.Colour.NONE, "\u001b[2Jx\ny")))
                .containsExactly("A", " [2Jx y");
    }

    private static List<String> printed(int columns, Table table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        table.print(new PrintStream(out, true, StandardCharsets.UTF_8), new Terminal(true, columns, false));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
