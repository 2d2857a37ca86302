package io.sensuhost.ec2.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;

/** A part of the suite: its tests share the bench of whoever runs them, and a few words to say what they expect. */
interface OnTheBench {

    Bench bench();

    default void assertKept(Result result, String code) {
        assertThat(result.code()).as(result.reason()).isEqualTo(code);
        assertThat(result.status()).isEqualTo(Status.HANDLED);
        assertThat(result.action()).contains("kept");
        assertThat(bench().registry().deregistrations()).isEmpty();
    }

    default Deregistration assertDeregistered(Result result, String code) {
        assertThat(result.code()).as(result.reason()).isEqualTo(code);
        assertThat(result.status()).isEqualTo(Status.HANDLED);
        assertThat(result.action()).contains("deregistered");
        assertThat(bench().registry().deregistrations()).hasSize(1);
        return bench().registry().deregistrations().get(0);
    }

    default void assertFailed(Result result, String code) {
        assertThat(result.code()).as(result.reason()).isEqualTo(code);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.action()).isEmpty();
        assertThat(bench().registry().deregistrations()).isEmpty();
    }

    default void assertIgnored(Result result, String code) {
        assertThat(result.code()).as(result.reason()).isEqualTo(code);
        assertThat(result.status()).isEqualTo(Status.IGNORED);
        assertThat(bench().registry().deregistrations()).isEmpty();
        assertThat(bench().calls()).isZero();
    }
}
