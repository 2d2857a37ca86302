package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final Optional<String> UNTOLD = Optional.empty();
    private static final LeftOut NOTHING = new LeftOut(List.of(), Set.of("ec2"));

    @Test
    void theHandlersOfTheCheckComeFirst() {
        Event event = Events.event(
                Map.of("keepalive", Map.of("handlers", List.of("puppet"))),
                Map.of("handlers", List.of("ec2", "chef"), "handler", "puppet"),
                Map.of());

        assertThat(router().route(event, UNTOLD)).extracting(Route::handler).containsExactly("ec2", "chef");
    }

    @Test
    void theHandlerOfTheCheckComesNext() {
        Event event = Events.event(
                Map.of("keepalive", Map.of("handlers", List.of("puppet"))), Map.of("handler", "ec2"), Map.of());

        assertThat(router().route(event, UNTOLD)).containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void aKeepaliveAsksItsClientNext() {
        assertThat(handlersOf(Events.withClient(
                        Map.of("keepalive", Map.of("handlers", List.of("ec2"), "handler", "puppet")))))
                .containsExactly("ec2");
        assertThat(handlersOf(Events.withClient(Map.of("keepalive", Map.of("handler", "puppet")))))
                .containsExactly("puppet");
    }

    @Test
    void anotherCheckDoesNotAskTheKeepaliveOfItsClient() {
        Event event =
                Events.event(Map.of("keepalive", Map.of("handlers", List.of("ec2"))), Map.of("name", "disk"), Map.of());

        assertThat(handlersOf(event)).containsExactly("default");
    }

    @Test
    void theDefaultHandlerComesLast() {
        assertThat(handlersOf(Events.keepalive())).containsExactly("default");
        assertThat(handlersOf(Events.withClient(Map.of("keepalive", false)))).containsExactly("default");
    }

    @Test
    void handlersThatAreNullAreNotThere() {
        Map<String, Object> check = new HashMap<>();
        check.put("handlers", null);
        check.put("handler", "ec2");

        assertThat(handlersOf(Events.withCheck(check))).containsExactly("ec2");
    }

    @Test
    void aSingleNameWillDoForAnArray() {
        assertThat(handlersOf(Events.withCheck(Map.of("handlers", "ec2")))).containsExactly("ec2");
    }

    @Test
    void anEmptyArrayAsksForNobody() {
        Result result = refusal(router(), Events.withCheck(Map.of("handlers", List.of())));

        assertThat(result.code()).isEqualTo("no_handlers");
        assertThat(result.status()).isEqualTo(Status.IGNORED);
    }

    @Test
    void aHandlerThatTheSenderHasChosenIsTheOnlyOne() {
        Event event = Events.withCheck(Map.of("handlers", List.of("puppet", "chef")));

        assertThat(router().route(event, Optional.of("ec2"))).containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void anIntegrationWinsOverADefinitionOfItsName() {
        Router router = new Router(List.of("ec2"), List.of(), Map.of("ec2", Map.of("type", "tcp")), NOTHING);

        assertThat(router.route(asking("ec2"), UNTOLD)).containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void aHandlerOfTheSensuServersIsNotOurs() {
        for (String type : List.of("pipe", "tcp", "udp", "transport")) {
            Router router = new Router(List.of("ec2"), List.of(), Map.of("mail", Map.of("type", type)), NOTHING);

            Result result = refusal(router, asking("mail"));

            assertThat(result.status()).isEqualTo(Status.IGNORED);
            assertThat(result.code()).isEqualTo("not_our_handler");
            assertThat(result.reason()).contains("'mail'", "type " + type, "Sensu server");
        }
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        Router router =
                new Router(List.of("ec2", "puppet"), List.of(), Map.of("mail", Map.of("type", "pipe")), NOTHING);

        Result result = refusal(router, asking("gardener"));

        assertThat(result.status()).isEqualTo(Status.IGNORED);
        assertThat(result.code()).isEqualTo("no_such_handler");
        assertThat(result.reason()).isEqualTo("there is no handler 'gardener'; known are ec2, mail, puppet");
        assertThat(result.details()).containsEntry("known_handlers", List.of("ec2", "mail", "puppet"));
    }

    @Test
    void aMistypedNameIsRecognized() {
        assertThat(refusal(router(), asking("puppett")).reason())
                .isEqualTo("there is no handler 'puppett'; did you mean 'puppet'?");
    }

    @Test
    void aHostWithoutIntegrationsSaysSo() {
        assertThat(refusal(new Router(List.of(), List.of(), Map.of(), NOTHING), asking("ec2"))
                        .reason())
                .endsWith("no integration is loaded");
    }

    @Test
    void aSetExpandsToItsMembers() {
        assertThat(new Router(List.of("ec2", "chef"), List.of(), Map.of("all", setOf("ec2", "chef", "nobody")), NOTHING)
                        .route(asking("all"), UNTOLD))
                .extracting(Route::handler)
                .containsExactly("ec2", "chef", "nobody");
    }

    @Test
    void aSetMayBeTold() {
        assertThat(new Router(List.of("ec2"), List.of(), Map.of("all", setOf("ec2")), NOTHING)
                        .route(Events.keepalive(), Optional.of("all")))
                .containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void theDefaultHandlerMayBeASet() {
        assertThat(new Router(List.of("ec2"), List.of(), Map.of("default", setOf("ec2")), NOTHING)
                        .route(Events.keepalive(), UNTOLD))
                .containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void setsExpandTwoLevelsDeep() {
        Router router = new Router(
                List.of("ec2", "chef"),
                List.of(),
                Map.of("one", setOf("two"), "two", setOf("ec2", "three"), "three", setOf("chef")),
                NOTHING);

        List<Route> routes = router.route(asking("one"), UNTOLD);

        assertThat(routes).extracting(Route::handler).containsExactly("ec2", "three");
        assertThat(((Route.NotOurs) routes.get(1)).result().code()).isEqualTo("handler_set_too_deep");
    }

    @Test
    void aSetThatIsTooDeepHereMayBeExpandedThere() {
        Router router = new Router(
                List.of("ec2"),
                List.of(),
                Map.of("one", setOf("two"), "two", setOf("three"), "three", setOf("ec2")),
                NOTHING);

        assertThat(router.route(asking("one", "three"), UNTOLD)).containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void eachHandlerIsThereOnce() {
        Router router =
                new Router(List.of("ec2", "chef"), List.of(), Map.of("all", setOf("ec2", "chef", "ec2")), NOTHING);

        assertThat(router.route(asking("ec2", "all", "ec2"), UNTOLD))
                .extracting(Route::handler)
                .containsExactly("ec2", "chef");
    }

    @Test
    void setsMayContainEachOther() {
        Router router = new Router(
                List.of("ec2"),
                List.of(),
                Map.of("one", setOf("one", "two"), "two", setOf("one", "two", "ec2")),
                NOTHING);

        assertThat(router.route(asking("one"), UNTOLD)).containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void aSetOfNothingButItselfIsNobody() {
        assertThat(refusal(new Router(List.of("ec2"), List.of(), Map.of("one", setOf("one")), NOTHING), asking("one"))
                        .code())
                .isEqualTo("no_handlers");
    }

    @Test
    void theFiltersAndSeveritiesOfASetHaveNoEffect() {
        Router router = new Router(
                List.of("ec2"),
                List.of(),
                Map.of(
                        "all",
                        Map.of(
                                "type",
                                "set",
                                "handlers",
                                List.of("ec2"),
                                "filters",
                                List.of("never"),
                                "severities",
                                List.of("ok"))),
                NOTHING);

        assertThat(router.route(asking("all"), UNTOLD)).containsExactly(new Route.ToIntegration("ec2"));
    }

    @Test
    void anEventCannotAskForAnyNumberOfHandlers() {
        List<String> many =
                IntStream.range(0, 10_000).mapToObj(i -> "handler-" + i).toList();

        assertThat(router().route(Events.withCheck(Map.of("handlers", many)), UNTOLD))
                .hasSize(100);
    }

    @Test
    void aNameOfAnyLengthIsCut() {
        assertThat(refusal(router(), asking("x".repeat(1_000_000))).reason()).hasSizeLessThan(200);
    }

    @Test
    void nullsAmongTheNamesAreNobody() {
        List<String> names = new ArrayList<>(Collections.singletonList(null));
        names.add("ec2");

        assertThat(handlersOf(Events.withCheck(Map.of("handlers", names)))).containsExactly("ec2");
    }

    private static Router router() {
        return new Router(List.of("ec2", "puppet", "chef"), List.of(), Map.of(), NOTHING);
    }

    private static Map<String, Object> setOf(String... members) {
        return Map.of("type", "set", "handlers", List.of(members));
    }

    private static Event asking(String... handlers) {
        return Events.withCheck(Map.of("handlers", List.of(handlers)));
    }

    private static List<String> handlersOf(Event event) {
        return router().route(event, UNTOLD).stream().map(Route::handler).toList();
    }

    private static Result refusal(Router router, Event event) {
        return ((Route.NotOurs) router.route(event, UNTOLD).get(0)).result();
    }

    @Test
    void anIntegrationThatIsPluggedInButNotConfiguredIsNotInUseAndTheMendIsSaid() {
        Router router = new Router(List.of(), List.of("ec2"), Map.of(), NOTHING);

        assertThat(refusal(router, asking("ec2")).reason())
                .contains("plugged in")
                .contains("{\"ec2\": {}}");
    }

    @Test
    void anIntegrationWhosePluginMayHaveBeenLeftOutIsAFailureThatNamesThePlugin() {
        Router router = new Router(
                List.of("hello"),
                List.of(),
                Map.of("ec2", Map.of("type", "pipe")),
                leftOut("plugin ec2.jar is left out: torn"));

        Result result = refusal(router, asking("ec2"));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.code()).isEqualTo("integration_not_started");
        assertThat(result.reason()).contains("'ec2'", "plugin ec2.jar is left out: torn");
    }

    @Test
    void soIsAHandlerThatTheSenderHasChosenAndNobodyKnows() {
        Router router = new Router(List.of("hello"), List.of(), Map.of("mail", Map.of("type", "pipe")), leftOut("x"));

        assertThat(codes(router.route(Events.keepalive(), Optional.of("puppet"))))
                .containsExactly("integration_not_started");
        assertThat(codes(router.route(Events.keepalive(), Optional.of("mail")))).containsExactly("not_our_handler");
        assertThat(codes(router.route(asking("puppet"), UNTOLD))).containsExactly("no_such_handler");
    }

    @Test
    void aHandlerThatLeadsToAnIntegrationLeadsSomewhereBeItThroughASet() {
        Router router = new Router(
                List.of("ec2"),
                List.of(),
                Map.of("gone", Map.of("type", "set", "handlers", List.of("mail", "ec2"))),
                NOTHING);

        assertThat(router.whyNowhere("ec2")).isEmpty();
        assertThat(router.whyNowhere("gone")).isEmpty();
    }

    @Test
    void oneThatLeadsToNoneSaysWhy() {
        Router router = new Router(
                List.of("ec2"),
                List.of("puppet"),
                Map.of("mail", Map.of("type", "pipe"), "all", Map.of("type", "set", "handlers", List.of("mail"))),
                NOTHING);

        assertThat(router.whyNowhere("ec3"))
                .hasValueSatisfying(why -> assertThat(why).contains("did you mean 'ec2'?"));
        assertThat(router.whyNowhere("puppet"))
                .hasValueSatisfying(why -> assertThat(why).contains("{\"puppet\": {}}"));
        assertThat(router.whyNowhere("mail"))
                .hasValueSatisfying(why -> assertThat(why).contains("type pipe"));
        assertThat(router.whyNowhere("all")).isPresent();
    }

    private static LeftOut leftOut(String plugin) {
        return new LeftOut(List.of(plugin), Set.of("ec2", "hello"));
    }

    private static List<String> codes(List<Route> routes) {
        return routes.stream()
                .map(route -> ((Route.NotOurs) route).result().code())
                .toList();
    }
}
