import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How busy the whole machine has been, with whom: a figure of a machine that others used says little. Linux only. */
record Machine(long nanos, Duration service, Duration generator, long[] ticks) {

    private static final int TICKS_A_SECOND = 100;

    static Machine now(Service service) throws IOException {
        String[] all = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
        long[] ticks = new long[8];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = Long.parseLong(all[i + 1]);
        }
        OperatingSystemMXBean self = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(System.nanoTime(), service.worked(), Duration.ofNanos(self.getProcessCpuTime()), ticks);
    }

    /** Percent of one core: the service, the generator, all others, and what the host took away (steal). */
    String since(Machine before) throws IOException {
        double seconds = (nanos - before.nanos) / 1e9;
        double busy = 0;
        // user, nice, system, idle, iowait, irq, softirq, steal
        for (int kind : new int[]{0, 1, 2, 5, 6}) {
            busy += (ticks[kind] - before.ticks[kind]) * 100.0 / TICKS_A_SECOND / seconds;
        }
        double served = service.minus(before.service).toNanos() / 1e7 / seconds;
        double generated = generator.minus(before.generator).toNanos() / 1e7 / seconds;
        return "service %.0f %%, generator %.0f %%, others %.0f %%, steal %.0f %%, load %s".formatted(served, generated,
                Math.max(0, busy - served - generated), (ticks[7] - before.ticks[7]) * 100.0 / TICKS_A_SECOND / seconds,
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }
}
