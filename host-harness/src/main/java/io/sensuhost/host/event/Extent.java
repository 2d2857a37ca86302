package io.sensuhost.host.event;

/**
 * Tells where a JSON value ends, byte by byte, knowing no more of JSON than strings and brackets. It notices a value
 * that was cut off as soon as another one begins where none can.
 */
final class Extent {

    enum Step {
        /** The value goes on. */
        MORE,
        /** The value ends with this byte. */
        END,
        /** The value ended before this byte. */
        OVER,
        /** This byte cannot stand here. */
        BROKEN
    }

    private int depth;
    private boolean inString;
    private boolean escaped;
    private int last = -1;

    Step take(int next) {
        if (inString) {
            return takeInString(next);
        }
        if (isBlank(next)) {
            return depth == 0 ? Step.OVER : Step.MORE;
        }
        int before = last;
        last = next;
        return switch (next) {
            case '{', '[' -> {
                depth++;
                boolean may = before < 0 || ":,[".indexOf(before) >= 0;
                yield may && !isTooDeep() ? Step.MORE : Step.BROKEN;
            }
            case '}', ']' -> {
                depth--;
                yield depth > 0 ? Step.MORE : depth == 0 || before < 0 ? Step.END : Step.OVER;
            }
            case ',' -> depth == 0 && before >= 0 ? Step.OVER : Step.MORE;
            case '"' -> {
                inString = true;
                yield Step.MORE;
            }
            default -> Step.MORE;
        };
    }

    /** Whether more is open than any event may have open. */
    boolean isTooDeep() {
        return depth > JsonText.MAX_DEPTH;
    }

    private Step takeInString(int next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inString = false;
            return depth == 0 ? Step.END : Step.MORE;
        }
        return next == '\n' ? Step.BROKEN : Step.MORE;
    }

    static boolean isBlank(int next) {
        return next == ' ' || next == '\t' || next == '\n' || next == '\r';
    }
}
