package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextLengthTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Property
    void noTextIsLongerAndNoneIsMuchShorter(
            @ForAll Map<String, String> texts, @ForAll List<Integer> numbers, @ForAll boolean flag) throws Exception {
        List<Object> values = new ArrayList<>(numbers);
        values.add(flag);
        values.add(null);
        Map<String, Object> json = Map.of("texts", texts, "values", values);

        int bytes = JSON.writeValueAsBytes(json).length;

        assertThat(TextLength.of(json)).isBetween((long) bytes, 6L * bytes);
    }
}
