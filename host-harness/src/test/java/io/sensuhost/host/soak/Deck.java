package io.sensuhost.host.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Deals its cards in random order, then all of them again: none is waited for long. Thread-safe. */
final class Deck<C> {

    private final List<C> cards;
    private final Random random;
    private final Deque<C> left = new ArrayDeque<>();

    Deck(Collection<C> cards, Random random) {
        this.cards = new ArrayList<>(cards);
        this.random = random;
    }

    synchronized C next() {
        if (left.isEmpty()) {
            Collections.shuffle(cards, random);
            left.addAll(cards);
        }
        return left.remove();
    }
}
