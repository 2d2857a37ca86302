package io.sensuhost.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.InFlight;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InFlightTest {

    private final InFlight inFlight = new InFlight(2);
    private final List<CompletableFuture<String>> asked = new ArrayList<>();

    @Test
    void onlySoManyAreAskedAtOnceAndTheNextWhenOneIsAnswered() {
        List<CompletionStage<String>> answers =
                IntStream.range(0, 3).mapToObj(i -> ask()).toList();
        assertThat(asked).hasSize(2);

        asked.get(1).complete("second");

        assertThat(asked).hasSize(3);
        asked.get(2).complete("third");
        assertThat(answers.get(0)).isNotCompleted();
        assertThat(answers.get(1)).isCompletedWithValue("second");
        assertThat(answers.get(2)).isCompletedWithValue("third");
    }

    @Test
    void aFailureIsAnAnswerAndMakesPlace() {
        CompletionStage<String> first = ask();
        ask();
        ask();
        CompletionStage<String> thrown = inFlight.ask(() -> {
            throw new IllegalStateException("no");
        });

        asked.get(0).completeExceptionally(new IOException("refused"));
        asked.get(1).complete("second");

        assertThat(failure(first)).isInstanceOf(IOException.class);
        assertThat(failure(thrown)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLongQueueOfQuestionsThatAreAnsweredAtOnceNeedsNoDeepStack() {
        ask();
        ask();
        List<CompletionStage<String>> rest = IntStream.range(0, 100_000)
                .mapToObj(i -> inFlight.ask(() -> CompletableFuture.completedFuture("at once")))
                .toList();

        asked.get(0).complete("first");

        assertThat(rest).allSatisfy(answer -> assertThat(answer).isCompletedWithValue("at once"));
    }

    @Test
    void closingCompletesWhatIsAskedAndWhatWaitsAndCancelsTheQuestions() {
        List<CompletionStage<String>> answers =
                IntStream.range(0, 3).mapToObj(i -> ask()).toList();

        inFlight.close();
        inFlight.close();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(failure(answer))
                        .isInstanceOfSatisfying(
                                IntegrationException.class,
                                e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE)));
        assertThat(asked).hasSize(2).allSatisfy(question -> assertThat(question).isCancelled());
    }

    @Test
    void nothingIsAskedAfterThat() {
        inFlight.close();

        assertThat(failure(ask())).hasMessageContaining("being closed");
        assertThat(asked).isEmpty();
    }

    private CompletionStage<String> ask() {
        return inFlight.ask(() -> {
            CompletableFuture<String> question = new CompletableFuture<>();
            asked.add(question);
            return question;
        });
    }

    private static Throwable failure(CompletionStage<?> answer) {
        return answer.<Throwable>handle((value, e) -> e).toCompletableFuture().join();
    }
}
