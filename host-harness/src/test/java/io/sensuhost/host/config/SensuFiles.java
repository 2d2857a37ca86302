package io.sensuhost.host.config;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A tree of configuration files below a temporary directory, and what the loader makes of it. */
final class SensuFiles {

    private final Path root;
    private final Set<Path> refused = new HashSet<>();
    private final List<String> directories = new ArrayList<>(List.of("conf.d"));
    private Optional<Path> mainFile = Optional.empty();

    SensuFiles(Path root) {
        this.root = root;
    }

    SensuFiles file(String path, String json) {
        return file(path, json.getBytes(StandardCharsets.UTF_8));
    }

    SensuFiles file(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SensuFiles link(String path, String target) {
        try {
            Path link = root.resolve(path);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if its permissions forbade to read it; real permissions do not keep root out. */
    SensuFiles refuse(String path) {
        refused.add(root.resolve(path));
        return this;
    }

    SensuFiles mainFile(String path) {
        mainFile = Optional.of(root.resolve(path));
        return this;
    }

    SensuFiles directory(String path) {
        directories.add(path);
        return this;
    }

    Configuration load() {
        return load(Map.of());
    }

    Configuration load(Map<String, String> environment) {
        List<Path> paths = directories.stream().map(root::resolve).collect(toList());
        return new ConfigurationLoader(Set.of("ec2"), disk())
                .load(new ConfigurationSources(environment, mainFile, paths));
    }

    private Disk disk() {
        return new Disk() {
            @Override
            List<Path> entries(Path directory) throws IOException {
                check(directory);
                return super.entries(directory);
            }

            @Override
            byte[] read(Path file, int limit) throws IOException {
                check(file);
                return super.read(file, limit);
            }

            private void check(Path path) throws IOException {
                if (refused.contains(path)) {
                    throw new AccessDeniedException(path.toString());
                }
            }
        };
    }
}
