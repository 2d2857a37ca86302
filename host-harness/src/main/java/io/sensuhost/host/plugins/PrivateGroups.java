package io.sensuhost.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The groups that users have to themselves. Many systems give each user one, of the user's own name, and let what the user
 * makes be written by it: nobody else's permission. A group that is not in the system's own files is no such group.
 */
final class PrivateGroups {

    private static final int GROUP_ID = 2;
    private static final int MEMBERS = 3;
    private static final int USERS_GROUP_ID = 3;

    private final List<String[]> groups;
    private final List<String[]> users;

    private PrivateGroups(List<String[]> groups, List<String[]> users) {
        this.groups = groups;
        this.users = users;
    }

    /** Those of {@code group} and {@code passwd} in a directory; none where they cannot be read. */
    static PrivateGroups of(Path directory) {
        return new PrivateGroups(entries(directory.resolve("group")), entries(directory.resolve("passwd")));
    }

    private static List<String[]> entries(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > MEMBERS)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether a group has nobody in it but a user. */
    boolean isOf(String group, String user) {
        return group.equals(user)
                && groups.stream()
                        .filter(entry -> entry[0].equals(group))
                        .anyMatch(entry ->
                                List.of("", user).contains(entry[MEMBERS]) && isNobodyElses(entry[GROUP_ID], user));
    }

    private boolean isNobodyElses(String groupId, String user) {
        return users.stream()
                .filter(entry -> entry[USERS_GROUP_ID].equals(groupId))
                .allMatch(entry -> entry[0].equals(user));
    }
}
