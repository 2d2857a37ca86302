package io.sensuhost.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sensuhost.api.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds for every configuration, however odd. */
@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class AnyConfigurationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIGURATION = """
            {
              "api": {"host": "127.0.0.1", "port": 4567, "user": "admin", "password": "hush-hush"},
              "ec2": {"region": "eu-west-1", "access_key_id": "AKIAEXAMPLE", "secret_access_key": "hush-hush"},
              "handlers": {"ec2": {"type": "pipe", "command": "x", "filters": ["f"], "severities": ["critical"]}},
              "filters": {"f": {"negate": true, "attributes": {"check": {"name": "eval: value == 'a'"}},
                "when": {"days": {"all": [{"begin": "05:00 PM", "end": "8:00 AM"}]}}}},
              "rabbitmq": {"host": "127.0.0.1", "port": 5672, "user": "sensu", "password": "hush-hush"},
              "host": {"registry": {"type": "sensu-core"}, "deregistration_guard": {"window": 3600, "max_fraction": 0.1},
                "tcp": {"port": 3030}, "http": {"token": "hush-hush"}}
            }
            """;

    @Property
    void anyBytesGiveAnObjectOrAReport(@ForAll byte[] bytes) {
        assertThatObjectOrReportComesOf(bytes);
    }

    @Property
    void anyDamageToAFileIsLoadedOrReported(@ForAll Random random) throws IOException {
        Path directory = Files.createTempDirectory("any-configuration-");
        Path file = directory.resolve("any.json");
        try {
            Files.write(file, Mutations.of(CONFIGURATION.getBytes(UTF_8), random));
            Configuration configuration = new ConfigurationLoader(Set.of("ec2"))
                    .load(new ConfigurationSources(Map.of(), Optional.empty(), List.of(directory)));

            assertThat(configuration.problems())
                    .allSatisfy(problem -> assertThat(problem.message())
                            .isNotBlank()
                            .hasSizeLessThan(25_000)
                            .doesNotContain("hush-hush")
                            .doesNotContainPattern("[\\p{Cc}&&[^\n]]"));
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    @Property(tries = 1000)
    void anyTextThatLooksLikeJsonGivesAnObjectOrAReport(@ForAll("almostJson") String text) {
        assertThatObjectOrReportComesOf(text.getBytes(UTF_8));
    }

    @Property(tries = 1000)
    void whatTheParserRefusesIsExplainedAndNothingElse(@ForAll("damaged") String text) {
        SourceText source = new SourceText("a.json", text);

        assertThat(MistakeFinder.find(source).isPresent()).isEqualTo(isRefused(source));
    }

    @Property
    void mergingNothingChangesNothing(@ForAll("objects") Map<String, Object> values) {
        Node.Members tree = tree("a.json", values);
        Node.Members nothing = tree("b.json", Map.of());

        for (Node.Members merged : List.of(tree.overlaidWith(nothing), nothing.overlaidWith(tree))) {
            assertThat(merged.plainMembers()).isEqualTo(values);
            assertThat(Leaves.of(merged)).isEqualTo(Leaves.of(tree));
        }
    }

    @Property
    void mergingTheSameTwiceGivesTheSame(
            @ForAll("objects") Map<String, Object> first, @ForAll("objects") Map<String, Object> second) {
        Node.Members once = tree("a.json", first).overlaidWith(tree("b.json", second));
        Node.Members again = tree("a.json", first).overlaidWith(tree("b.json", second));

        assertThat(once).isEqualTo(again);
        assertThat(once.plainMembers().keySet()).containsAll(first.keySet()).containsAll(second.keySet());
    }

    @Property
    void everySettingIsFoundByItsPathAndStandsWhereItSays(@ForAll("objects") Map<String, Object> values)
            throws JsonProcessingException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values);
        Node.Members tree = read("a.json", text);
        List<String> lines = text.lines().toList();

        assertThat(Leaves.of(tree)).allSatisfy(setting -> {
            Location location = setting.location();
            assertThat(setting.path()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
            assertThat(PathSteps.nearest(tree, setting.path()).location()).isEqualTo(location);
            assertThat(lines.get(location.line().orElseThrow() - 1)
                            .substring(location.column().orElseThrow() - 1))
                    .matches("(?:\"(?:[^\"\\\\]|\\\\.)*\" : )?[^ ]+.*");
        });
    }

    @Property
    void noPathIsTooOddToFollow(@ForAll("objects") Map<String, Object> values, @ForAll String path) {
        assertThat(PathSteps.nearest(tree("a.json", values), path)).isNotNull();
    }

    @Property
    void redactionLeavesNoSecret(
            @ForAll("objects") Map<String, Object> values,
            @ForAll("secretKeys") String key,
            @ForAll("secretText") String secret,
            @ForAll @IntRange(max = 20) int depth) {
        Object hidden = Map.of(key, secret, "url", "amqp://user:" + secret + "@host/vhost");
        for (int i = 0; i < depth; i++) {
            hidden = i % 2 == 0 ? List.of("before", hidden) : Map.of("inner", hidden, "more", values);
        }

        assertThat(new Redactor(List.of()).redactValue(hidden).toString()).doesNotContain(secret);
    }

    @Property
    void redactionLeavesAloneWhatIsNoSecret(@ForAll("objects") Map<String, Object> values) {
        assertThat(new Redactor(List.of()).redact(values)).isEqualTo(values);
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\n", " ", "1", "-0.5e3", "01", "true",
                        "NaN", "'", "//")
                .list()
                .ofMaxSize(30)
                .map(tokens -> String.join("", tokens));
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> junk = Arbitraries.of(
                "", ",", ":", "\"", "'", "{", "]", "\\", "\n", "\t", "x", "0", "-", ".", "é", "#", "null");
        return objects()
                .flatMap(values -> junk.flatMap(
                        instead -> Arbitraries.doubles().between(0, 1).map(place -> damage(values, instead, place))));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return Arbitraries.maps(names(), values(4)).ofMaxSize(4).map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<String> secretKeys() {
        return Arbitraries.of("password", "Token", "api_key", "external_id", "SECRET_ACCESS_KEY");
    }

    @Provide
    Arbitrary<String> secretText() {
        return Arbitraries.strings().withChars("@:/?#%&=+").alpha().ofLength(12).map(text -> "s3cr3t" + text);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> scalar = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab\"\\ \n\té€").ofMaxLength(5),
                Arbitraries.integers(),
                Arbitraries.longs().between(1L << 40, 1L << 50),
                Arbitraries.doubles(),
                Arbitraries.of(true, false));
        if (depth == 0) {
            return scalar;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(3, scalar.injectNull(0.1)),
                Tuple.of(1, values(depth - 1).list().ofMaxSize(3).map(list -> (Object) list)),
                Tuple.of(
                        1,
                        Arbitraries.maps(names(), values(depth - 1))
                                .ofMaxSize(3)
                                .map(map -> (Object) new LinkedHashMap<>(map))));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab.[]0\"\\ \n é\u009b\u202e").ofMaxLength(4);
    }

    private static String damage(Map<String, Object> values, String instead, double place) {
        try {
            String text = JSON.writeValueAsString(values);
            int at = (int) (place * (text.length() - 1));
            return text.substring(0, at) + instead + text.substring(at + 1);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isRefused(SourceText source) {
        try {
            new TreeReader(source, new Report()).read();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void assertThatObjectOrReportComesOf(byte[] bytes) {
        Report report = new Report();
        Optional<Node.Members> parsed = new JsonFile("a.json", report).parse(bytes);
        assertThat(parsed.isPresent() || !report.problems().isEmpty()).isTrue();
    }

    private static Node.Members tree(String file, Map<String, Object> values) {
        try {
            return read(file, JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Node.Members read(String file, String text) {
        return new JsonFile(file, new Report()).parse(text.getBytes(UTF_8)).orElseThrow();
    }
}
