package io.sensuhost.host.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the leaves of a tree from top to bottom. */
final class Leaves {

    private final List<Setting> found = new ArrayList<>();

    private Leaves() {}

    static List<Setting> of(Node.Members root) {
        Leaves leaves = new Leaves();
        leaves.addMembers(AttributePath.ROOT, root);
        return leaves.found;
    }

    private void add(AttributePath path, Node node) {
        if (node instanceof Node.Members members && !members.nodes().isEmpty()) {
            addMembers(path, members);
        } else if (node instanceof Node.Elements elements && !elements.nodes().isEmpty()) {
            for (int i = 0; i < elements.nodes().size(); i++) {
                add(path.element(i), elements.nodes().get(i));
            }
        } else {
            found.add(new Setting(path.toString(), Optional.ofNullable(node.plain()), node.location()));
        }
    }

    private void addMembers(AttributePath path, Node.Members members) {
        for (Map.Entry<String, Node> member : members.nodes().entrySet()) {
            add(path.member(member.getKey()), member.getValue());
        }
    }
}
