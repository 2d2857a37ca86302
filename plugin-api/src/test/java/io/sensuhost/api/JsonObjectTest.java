package io.sensuhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 24, 25, 1000})
    void itIsTheObjectThatItWasMadeOfHoweverLarge(int size) {
        Map<String, Object> object = objectOf(size);
        Map<String, Object> frozen = JsonObject.of(object);

        assertThat(frozen).isEqualTo(object).hasSameHashCodeAs(object).hasSize(size);
        assertThat(object).isEqualTo(frozen);
        assertThat(List.copyOf(frozen.keySet())).isEqualTo(List.copyOf(object.keySet()));
        assertThat(new ArrayList<>(frozen.values())).isEqualTo(new ArrayList<>(object.values()));
        object.forEach((name, value) -> assertThat(frozen.get(name)).isEqualTo(value));
        assertThat(frozen.get("none")).isNull();
        assertThat(frozen.containsKey("none")).isFalse();
        assertThat(frozen.containsKey("name 0")).isEqualTo(size > 0);
        assertThat(frozen.getOrDefault("name 0", "other")).isEqualTo(size > 0 ? null : "other");
    }

    /** A plugin may hand over what its other threads still write to: what is said of its size need not be so any more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void itIsWhatAMapThatOthersChangeHoldsAtOneMoment(int sizeBefore) {
        Map<String, Object> changing = new ConcurrentHashMap<>(Map.of("a", 1, "b", 2)) {
            @Override
            public int size() {
                return sizeBefore;
            }
        };

        Map<String, Object> frozen = JsonObject.of(changing);

        assertThat(frozen).hasSize(2).containsEntry("a", 1).containsEntry("b", 2);
        assertThat(frozen.get("none")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 25})
    void itCannotBeChanged(int size) {
        Map<String, Object> object = objectOf(size);
        object.put("nested", new LinkedHashMap<>(Map.of("list", new ArrayList<>(Arrays.asList("a", null)))));
        Map<String, Object> frozen = JsonObject.of(object);
        Map<String, Object> before = Map.copyOf(Map.of("nested", frozen.get("nested")));
        Iterator<Map.Entry<String, Object>> entries = frozen.entrySet().iterator();
        Map.Entry<String, Object> first = entries.next();
        List<?> list = (List<?>) ((Map<?, ?>) frozen.get("nested")).get("list");

        assertThatThrownBy(frozen::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> frozen.put("more", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> frozen.remove("name 0")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> first.setValue(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(entries::remove).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list.set(0, null)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(before).isEqualTo(Map.of("nested", Map.of("list", Arrays.asList("a", null))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 25, 1000})
    void aMemberThatIsPutAgainKeepsItsPlaceAndHasTheLaterValue(int size) {
        JsonObject.Builder builder = new JsonObject.Builder();
        objectOf(size).forEach(builder::put);
        Map<String, Object> expected = objectOf(size);
        expected.put("name 0", "again");

        JsonObject object = builder.put("name 0", "again").build();

        assertThat(object).containsExactlyEntriesOf(expected).containsEntry("name 0", "again");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000})
    void whatIsPutLaterIsNotInAnObjectThatHasBeenBuilt(int size) {
        JsonObject.Builder builder = new JsonObject.Builder();
        objectOf(size).forEach(builder::put);

        JsonObject before = builder.build();
        builder.put("name 0", "again").put("more", 1);

        assertThat(before).isEqualTo(objectOf(size));
        assertThat(before.containsKey("more")).isFalse();
        assertThat(builder.build()).hasSize(size + 1).containsEntry("more", 1);
    }

    @Test
    void whatIsPutCannotBeChangedAfterwards() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> nested = new LinkedHashMap<>(Map.of("list", list));

        JsonObject object = new JsonObject.Builder().put("nested", nested).build();
        list.add("b");
        nested.clear();

        assertThat(object).isEqualTo(Map.of("nested", Map.of("list", List.of("a"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 25})
    void thereIsNothingWithoutAName(int size) {
        JsonObject object = JsonObject.of(objectOf(size));
        JsonObject.Builder builder = new JsonObject.Builder();

        assertThat(object.get(null)).isNull();
        assertThat(object.containsKey(null)).isFalse();
        assertThatThrownBy(() -> builder.put(null, 1)).isInstanceOf(NullPointerException.class);
    }

    /** Whoever sends an event chooses its names. */
    @Test
    @Timeout(30)
    void namesOfOneHashDoNotTakeLong() {
        JsonObject.Builder builder = new JsonObject.Builder();
        for (int i = 0; i < 1 << 17; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 17; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            builder.put(name.toString(), i);
        }

        assertThat(builder.build().get("Aa".repeat(17))).isEqualTo(0);
    }

    @Test
    void itIsNotCopiedAgain() {
        JsonObject object = JsonObject.of(objectOf(3));

        assertThat(JsonObject.of(object)).isSameAs(object);
        assertThat(new JsonObject.Builder().put("one", object).build().get("one"))
                .isSameAs(object);
        assertThat(new Client("web-1", Optional.empty(), Optional.empty(), object).attributes())
                .isSameAs(object);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25})
    void eachMemberIsVisitedInItsOrder(int size) {
        Map<String, Object> visited = new LinkedHashMap<>();

        JsonObject.of(objectOf(size)).forEach(visited::put);

        assertThat(List.copyOf(visited.keySet()))
                .isEqualTo(List.copyOf(objectOf(size).keySet()));
        assertThat(visited).isEqualTo(objectOf(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void itsEntriesComeToAnEnd(int size) {
        Iterator<?> entries = JsonObject.of(objectOf(size)).entrySet().iterator();
        for (int i = 0; i < size; i++) {
            entries.next();
        }

        assertThat(entries.hasNext()).isFalse();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    private static Map<String, Object> objectOf(int size) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            object.put("name " + i, i == 0 ? null : List.of("value", i));
        }
        return object;
    }
}
