package io.sensuhost.host.cli;

import io.sensuhost.api.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found when integrations were tried out, by their names. */
final class FindingTable {

    private FindingTable() {}

    static Table of(Map<String, List<Finding>> findings) {
        Table table = new Table("INTEGRATION", "WHERE", "JUDGEMENT", "WHAT WAS FOUND");
        findings.forEach((name, found) -> found.forEach(
                finding -> table.row(colour(finding), name, finding.subject(), word(finding), finding.message())));
        return table;
    }

    static List<Map<String, Object>> json(Map<String, List<Finding>> findings) {
        List<Map<String, Object>> json = new ArrayList<>();
        findings.forEach((name, found) -> found.forEach(finding -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("integration", name);
            object.put("subject", finding.subject());
            object.put("judgement", word(finding));
            object.put("message", finding.message());
            json.add(object);
        }));
        return json;
    }

    private static String word(Finding finding) {
        return finding.judgement().name().toLowerCase(Locale.ROOT);
    }

    private static Terminal.Colour colour(Finding finding) {
        return switch (finding.judgement()) {
            case GOOD -> Terminal.Colour.GREEN;
            case DOUBTFUL -> Terminal.Colour.YELLOW;
            case BAD -> Terminal.Colour.RED;
        };
    }
}
