package io.sensuhost.host.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Objects that are asked one after the other: an attribute is read in the first in which it is set.
 *
 * @param objects the most particular one first
 */
record Layers(List<Attributes> objects) {

    Layers {
        objects = List.copyOf(objects);
    }

    /** The same with a more particular object before all others. */
    Layers under(Attributes first) {
        List<Attributes> all = new ArrayList<>(List.of(first));
        all.addAll(objects);
        return new Layers(all);
    }

    /** The same with an object to fall back on. */
    Layers over(Attributes last) {
        List<Attributes> all = new ArrayList<>(objects);
        all.add(last);
        return new Layers(all);
    }

    <T> Optional<T> get(String name, Shape<T> shape) {
        return holder(name).flatMap(object -> object.get(name, shape));
    }

    /** The object in which an attribute is set; all of them learn that it was asked for. */
    Optional<Attributes> holder(String name) {
        return objects.stream().filter(object -> object.isSet(name)).toList().stream()
                .findFirst();
    }
}
