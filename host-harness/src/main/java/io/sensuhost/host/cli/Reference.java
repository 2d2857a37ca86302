package io.sensuhost.host.cli;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Term;
import io.sensuhost.host.routing.CommonSettings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference page of an integration in Markdown, made of what it declares. */
final class Reference {

    private Reference() {}

    static String of(IntegrationFactory factory) {
        String name = factory.name();
        return Stream.of(
                        "# Integration `" + name + "`\n\nMade by `sensu-host plugins --reference` of what the plugin"
                                + " declares.\n",
                        section("Settings, scope `" + name + "`", settings(factory.settings(), "")),
                        section("Settings that every integration has", settings(CommonSettings.SCHEMA, "")),
                        section(
                                "Attributes of a client, scope `" + name + "`",
                                settings(factory.clientAttributes(), "")),
                        section("Labels and annotations of a Sensu Go entity", entityNames(factory.clientAttributes())),
                        section("Codes of results", terms("code", factory.codes(), "")),
                        section(
                                "Metrics (where they count something, with `_total` at the end)",
                                terms("metric", factory.metrics(), name + "_")))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String title, List<String> rows) {
        return "## " + title + "\n\n" + (rows.isEmpty() ? "None.\n" : String.join("\n", rows) + "\n");
    }

    private static List<String> settings(Schema schema, String outer) {
        List<String> rows = rows(schema, outer).toList();
        return rows.isEmpty()
                ? rows
                : Stream.concat(
                                Stream.of("| attribute | value | default | meaning |", "|---|---|---|---|"),
                                rows.stream())
                        .toList();
    }

    private static Stream<String> rows(Schema schema, String outer) {
        return schema.attributes().stream()
                .flatMap(attribute -> Stream.concat(
                        Stream.of(row(attribute, outer)),
                        attribute.inner().stream().flatMap(inner -> rows(inner, outer + attribute.name() + "."))));
    }

    private static String row(Attribute attribute, String outer) {
        return "| `%s%s` | %s | %s | %s |"
                .formatted(
                        outer,
                        attribute.name(),
                        attribute.expected() + (attribute.secret() ? "; never shown" : ""),
                        attribute
                                .defaultValue()
                                .map(value -> "`" + value + "`")
                                .orElse(attribute.required() ? "required" : "none"),
                        attribute.description());
    }

    private static List<String> entityNames(Schema schema) {
        List<String> rows = schema.attributes().stream()
                .flatMap(attribute -> attribute.entityNames().stream()
                        .map(name -> "| `%s` | `%s` |".formatted(name, attribute.name())))
                .toList();
        return rows.isEmpty()
                ? rows
                : Stream.concat(Stream.of("| label or annotation | attribute |", "|---|---|"), rows.stream())
                        .toList();
    }

    private static List<String> terms(String what, List<Term> terms, String prefix) {
        return terms.isEmpty()
                ? List.of()
                : Stream.concat(
                                Stream.of("| " + what + " | meaning |", "|---|---|"),
                                terms.stream()
                                        .map(term -> "| `%s%s` | %s |".formatted(prefix, term.name(), term.meaning())))
                        .toList();
    }
}
