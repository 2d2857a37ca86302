package io.sensuhost.puppet;

import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.api.Term;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** What the integration is called and declares, for hosts to find. */
@Extension
public final class PuppetIntegrationFactory implements IntegrationFactory {

    @Override
    public String name() {
        return "puppet";
    }

    @Override
    public Schema settings() {
        return PuppetSettings.SCHEMA;
    }

    @Override
    public Schema clientAttributes() {
        return Node.ATTRIBUTES;
    }

    @Override
    public List<Term> codes() {
        return Stream.of(Code.values())
                .map(code -> new Term(code.toString(), code.meaning()))
                .toList();
    }

    @Override
    public List<Term> metrics() {
        return List.of(
                new Term(
                        "answers",
                        "Answers of PuppetDB about a node; label `code` is that of the result, or `none` where there was"
                                + " no answer to go by."),
                new Term("answer_seconds", "How long an answer took, its repetitions and its turn included."));
    }

    @Override
    public List<Problem> check(Settings settings) {
        return PuppetSettings.check(settings);
    }

    @Override
    public Integration create(IntegrationContext context) {
        return new PuppetIntegration(context);
    }
}
