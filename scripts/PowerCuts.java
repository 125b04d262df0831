import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * R3: power cuts. The data lies on an ext4 of its own in a file; EXT4_IOC_SHUTDOWN without flushing the log ends the file
 * system in an instant, so that what was not forced to disk is gone as after a real cut. Then the process is killed, the
 * file system is mounted again and the service started. {@link Oracle} judges from outside. Asks for root on Linux.
 */
final class PowerCuts {

    private static final long EXT4_IOC_SHUTDOWN = 0x8004587DL;
    private static final int WITHOUT_FLUSHING_THE_LOG = 2;

    private final Path image;
    private final Path disk;
    private final Service service;
    private final Oracle oracle;

    private PowerCuts(Path image, Path disk, Service service, Oracle oracle) {
        this.image = image;
        this.disk = disk;
        this.service = service;
        this.oracle = oracle;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        Means.needRoot();
        Means.needTool("mkfs.ext4");
        Means.needTool("losetup");
        Path directory = Files.createTempDirectory("signet-power-cuts");
        Path image = directory.resolve("disk.ext4");
        Path disk = Files.createDirectory(directory.resolve("data"));
        Means.runOrSkip("truncate", "-s", "1G", image.toString());
        Means.runOrSkip("mkfs.ext4", "-q", image.toString());
        Means.runOrSkip("mount", "-o", "loop", image.toString(), disk.toString());
        System.out.printf("%d rounds, seed %d, in %s%n", rounds, seed, directory);
        Service service = new Service(directory);
        boolean good = false;
        try {
            good = new PowerCuts(image, disk, service, new Oracle(service, directory.resolve("journal"), seed)).run(rounds);
        } finally {
            service.kill();
            unmount(disk);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int rounds) throws Exception {
        service.start();
        String issuer = Certificates.accreditedIssuer(service, "Ed25519");
        for (int number = 1; number <= rounds; number++) {
            oracle.load(issuer, 200 + oracle.random().nextInt(3_800), this::cut);
            unmount(disk);
            if (!Means.run("mount", "-o", "loop", image.toString(), disk.toString())) {
                throw new IOException("the file system does not come back");
            }
            Duration restart = service.start();
            int published = oracle.judgeRound();
            System.out.printf("round %d: acknowledged %d, judged %d, earlier checkpoints held against %d, up again in %d ms, broken %d%n",
                    number, oracle.acknowledged(), oracle.judged(), published, restart.toMillis(), oracle.broken().size());
        }
        oracle.judgeAll();
        return oracle.verdict(rounds + " power cuts");
    }

    private void cut() throws Exception {
        oracle.nothingIsExpectedAnyMore();
        shutDown(disk);
        service.kill();
    }

    private static void shutDown(Path mount) throws Exception {
        Linker linker = Linker.nativeLinker();
        MethodHandle open = linker.downcallHandle(linker.defaultLookup().findOrThrow("open"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), Linker.Option.firstVariadicArg(2));
        MethodHandle ioctl = linker.downcallHandle(linker.defaultLookup().findOrThrow("ioctl"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
        MethodHandle close = linker.downcallHandle(linker.defaultLookup().findOrThrow("close"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment how = arena.allocateFrom(ValueLayout.JAVA_INT, WITHOUT_FLUSHING_THE_LOG);
            int file = (int) open.invokeExact(arena.allocateFrom(mount.toString()), 0);
            int answer = (int) ioctl.invokeExact(file, EXT4_IOC_SHUTDOWN, how);
            int closed = (int) close.invokeExact(file);
            if (file < 0 || answer != 0 || closed != 0) {
                throw new IOException("the kernel does not shut the file system down");
            }
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unmount(Path disk) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 50; attempt++) {
            if (Means.run("umount", disk.toString())) {
                return;
            }
            Thread.sleep(200);
        }
    }
}
