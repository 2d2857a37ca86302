package io.sensuhost.ec2.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

final class InstanceIdTest {

    private static final Pattern LOOSE = Pattern.compile("i-[0-9a-fA-F]{1,64}");
    private static final Pattern EXACT = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");

    @Property
    void itIsALetterAHyphenAndHexDigits(
            @ForAll @StringLength(max = 70) @CharRange(from = '0', to = '9') @CharRange(from = 'a', to = 'f')
                    String digits,
            @ForAll @StringLength(max = 1) @Chars({'A', 'F', 'g', 'G', '-', ' ', '٣', 'i', '\n'}) String other) {
        isTheSame("i-" + digits);
        isTheSame("i-" + digits + other);
        isTheSame("i-" + other + digits);
        isTheSame(other + "i-" + digits);
        isTheSame(digits + other);
    }

    @Property
    void itIsExactWithEightOrSeventeenLowerCaseDigits(
            @ForAll @StringLength(min = 7, max = 18) @CharRange(from = '0', to = '9') @CharRange(from = 'a', to = 'f')
                    String digits) {
        isTheSame("i-" + digits);
        isTheSame("i-" + digits.replace('a', 'A'));
    }

    private static void isTheSame(String text) {
        assertThat(InstanceId.isLoose(text))
                .as(text)
                .isEqualTo(LOOSE.matcher(text).matches());
        assertThat(InstanceId.isExact(text))
                .as(text)
                .isEqualTo(EXACT.matcher(text).matches());
    }
}
