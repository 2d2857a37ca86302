package io.sensuhost.host.cli;

import io.sensuhost.host.scenario.Difference;
import io.sensuhost.host.scenario.Report;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Reports in the XML that CI servers read: a test case for each scenario, failed by its differences. */
final class JUnitXml {

    private JUnitXml() {}

    static void write(Path file, List<Report> reports) throws IOException {
        try (Writer text = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument();
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "sensu-host test");
            xml.writeAttribute("tests", String.valueOf(reports.size()));
            xml.writeAttribute(
                    "failures",
                    String.valueOf(
                            reports.stream().filter(report -> !report.passed()).count()));
            for (Report report : reports) {
                write(report, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(Report report, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", report.name());
        xml.writeAttribute("name", report.about().isEmpty() ? report.name() : report.about());
        if (!report.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", report.differences().size() + " differences");
            xml.writeCharacters(
                    report.differences().stream().map(JUnitXml::words).collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String words(Difference difference) {
        return "%s: %s: expected %s, found %s"
                .formatted(difference.where(), difference.what(), difference.expected(), difference.found());
    }
}
