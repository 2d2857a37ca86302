package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on what AWS has to allow, and the policy documents that go with it. */
final class AwsPageTest {

    private static final Path DOCS = Path.of("../docs");

    @Test
    void itsCommandsUseEachDocumentAndNoOthers() throws Exception {
        String page = Files.readString(DOCS.resolve("aws.md"));
        Set<String> used = Pattern.compile("file://(\\S+)")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        try (Stream<Path> documents = Files.list(DOCS.resolve("iam"))) {
            assertThat(documents.map(file -> file.getFileName().toString()).toList())
                    .hasSize(6)
                    .containsExactlyInAnyOrderElementsOf(used);
        }
    }

    @Test
    void eachDocumentIsAPolicyInJson() throws Exception {
        try (Stream<Path> documents = Files.list(DOCS.resolve("iam"))) {
            for (Path document : documents.toList()) {
                assertThat(new JsonMapper()
                                .readTree(document.toFile())
                                .at("/Statement/0/Effect")
                                .asText())
                        .as(document.toString())
                        .isEqualTo("Allow");
            }
        }
    }

    @Test
    void accountNumbersHaveTwelveDigits() throws Exception {
        assertThat(Pattern.compile("arn:aws:iam::(\\d+):")
                        .matcher(Files.readString(DOCS.resolve("aws.md")))
                        .results()
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(account -> assertThat(account).hasSize(12));
    }

    @Test
    void whereThereAreTwoAccountsEachCommandSaysInWhichItIsRun() throws Exception {
        String page = Files.readString(DOCS.resolve("aws.md"));
        String chapter = page.substring(page.indexOf("## In other accounts"), page.indexOf("## For those"));

        assertThat(chapter.lines().filter(line -> line.startsWith("    aws ")))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command).containsPattern("--profile trust(ed|ing) "));
    }
}
