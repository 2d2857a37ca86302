package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several files make together, as Sensu's own settings library makes it. */
class MergingTest {

    @TempDir
    Path temp;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    arrays concatenate and keep the first of equal elements | {"x":["a","b","a",1,1.0,"1",true,null]} | {"x":["b","c",1,null,"c",2]} | {"x":["a","b",1,1.0,"1",true,null,"c",2]}
                    arrays within arrays are compared whole    | {"x":[[1,2],[3]]}        | {"x":[[3],[1,2],[2,1],[[]]]} | {"x":[[1,2],[3],[2,1],[[]]]}
                    objects in arrays are equal in any order   | {"x":[{"a":1,"b":2}]}    | {"x":[{"b":2,"a":1},{"a":1}]} | {"x":[{"a":1,"b":2},{"a":1}]}
                    one and one point nought differ            | {"x":[1,1.0,2]}          | {"x":[1.0,2.0,2]}     | {"x":[1,1.0,2,2.0]}
                    an array of one file keeps its repetitions | {"x":["a","a"]}          | {"y":1}               | {"x":["a","a"],"y":1}
                    an empty array makes elements distinct too | {"x":["a","a"]}          | {"x":[]}              | {"x":["a"]}
                    null replaces a scalar                     | {"x":1}                  | {"x":null}            | {"x":null}
                    null replaces an object                    | {"x":{"a":1}}            | {"x":null}            | {"x":null}
                    null replaces an array                     | {"x":[1]}                | {"x":null}            | {"x":null}
                    an object replaces null                    | {"x":null}               | {"x":{"b":2}}         | {"x":{"b":2}}
                    objects merge at any depth                 | {"x":{"y":{"a":1,"b":1}}}| {"x":{"y":{"b":2}}}   | {"x":{"y":{"a":1,"b":2}}}
                    an object gives way to an array            | {"x":{"a":1}}            | {"x":[1]}             | {"x":[1]}
                    an array gives way to an object            | {"x":[1]}                | {"x":{"a":1}}         | {"x":{"a":1}}
                    a string gives way to an object            | {"x":"s"}                | {"x":{"a":1}}         | {"x":{"a":1}}
                    keys may be empty                          | {"":{"":1," ":2},"x":{"":[1]}} | {"":{"":3}}     | {"":{"":3," ":2},"x":{"":[1]}}
                    keys are case-sensitive                    | {"x":{"Key":1}}          | {"x":{"key":2}}       | {"x":{"Key":1,"key":2}}
                    members of a set of handlers concatenate   | {"handlers":{"keepalive":{"type":"set","handlers":["pagerduty"]}}} | {"handlers":{"keepalive":{"type":"set","handlers":["ec2","pagerduty"]},"pagerduty":{"type":"pipe","command":"cat"}}} | {"handlers":{"keepalive":{"type":"set","handlers":["pagerduty","ec2"]},"pagerduty":{"type":"pipe","command":"cat"}}}
                    an agent's client is left alone            | {"client":{"name":"bad name!"}} | {"client":{"subscriptions":"x"}} | {"client":{"name":"bad name!","subscriptions":"x"}}
                    """)
    void followsSensu(String rule, String first, String second, String merged) throws Exception {
        Configuration configuration = new SensuFiles(temp)
                .file("conf.d/a.json", first)
                .file("conf.d/b.json", second)
                .load();

        assertThat(configuration.problems()).as(rule).isEmpty();
        assertThat(new ObjectMapper().writeValueAsString(configuration.values()))
                .isEqualTo(merged);
    }
}
