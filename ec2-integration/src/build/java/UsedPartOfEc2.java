import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Takes of AWS's generated client of EC2 what the integration uses: the calls that its classes name, and the classes that
 * are reached from there. A client with all of its 800 calls is verified at each start with all that they ask with.
 */
final class UsedPartOfEc2 {

    private static final String SERVICE = "software/amazon/awssdk/services/ec2/";
    private static final Set<String> CLIENTS = Set.of(SERVICE + "Ec2Client", SERVICE + "DefaultEc2Client");
    private static final Pattern OF_A_CALL = Pattern.compile(SERVICE + "(model|paginators|waiters)/");
    private static final Pattern BODY_OF_A_LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");

    private final Path whole;
    private final Path part;
    private final Set<String> called = new TreeSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<String> unread = new ArrayDeque<>();

    private UsedPartOfEc2(Path whole, Path part) {
        this.whole = whole;
        this.part = part;
    }

    /**
     * Writes it.
     *
     * @param args the jar of AWS's client, the directory of the integration's classes, and the jar to write
     */
    public static void main(String[] args) throws IOException {
        Path to = Path.of(args[2]);
        Files.deleteIfExists(to);
        try (FileSystem from = FileSystems.newFileSystem(Path.of(args[0]));
                FileSystem used = FileSystems.newFileSystem(to, Map.of("create", "true"))) {
            new UsedPartOfEc2(from.getPath("/"), used.getPath("/")).write(Path.of(args[1]));
        }
    }

    private void write(Path integration) throws IOException {
        try (Stream<Path> files = Files.walk(integration)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                follow(new ClassReader(Files.readAllBytes(file)), Optional.empty());
            }
        }
        while (!unread.isEmpty()) {
            copy(unread.pop());
        }
        if (gone.stream().anyMatch(called::contains)) {
            throw new IllegalStateException("AWS's client itself makes calls that are taken out of it: " + called);
        }
    }

    private void copy(String name) throws IOException {
        Path source = whole.resolve(name + ".class");
        Path target = part.resolve(name + ".class");
        Files.createDirectories(target.getParent());
        ClassReader reader = new ClassReader(Files.readAllBytes(source));
        if (CLIENTS.contains(name)) {
            ClassWriter less = new ClassWriter(0);
            follow(reader, Optional.of(less));
            Files.write(target, less.toByteArray());
        } else {
            follow(reader, Optional.empty());
            Files.copy(source, target);
        }
        // Else no two builds would be the same.
        Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
    }

    /** Notes what a class names; of a client, what is left of it when the calls are gone that nobody makes. */
    private void follow(ClassReader reader, Optional<ClassWriter> less) {
        ClassVisitor noting = new ClassRemapper(less.orElseGet(() -> new ClassWriter(0)), new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                note(name);
                return name;
            }

            @Override
            public String mapMethodName(String owner, String name, String descriptor) {
                if (CLIENTS.contains(owner) && less.isEmpty()) {
                    called.add(name);
                }
                return name;
            }
        });
        reader.accept(less.isEmpty() ? noting : withoutOtherCalls(noting), 0);
    }

    /** The clients wait for the others, which may make calls. */
    private void note(String name) {
        if (name.startsWith(SERVICE) && Files.exists(whole.resolve(name + ".class")) && reached.add(name)) {
            if (CLIENTS.contains(name)) {
                unread.addLast(name);
            } else {
                unread.addFirst(name);
            }
        }
    }

    private ClassVisitor withoutOtherCalls(ClassVisitor next) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                // The bodies of lambdas come last.
                Matcher lambda = BODY_OF_A_LAMBDA.matcher(name);
                boolean used = lambda.matches()
                        ? !gone.contains(lambda.group(1))
                        : called.contains(name)
                                || !OF_A_CALL.matcher(descriptor).find();
                if (used) {
                    return super.visitMethod(access, name, descriptor, signature, exceptions);
                }
                gone.add(name);
                return null;
            }

            @Override
            public void visitInnerClass(String name, String outer, String simple, int access) {
                // They are those of all the calls, and nothing runs by them.
            }
        };
    }
}
