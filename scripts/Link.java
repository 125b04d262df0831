import java.io.IOException;
import java.util.Optional;

/** A network of its own for one process, joined to this machine by one cable that can be pulled (ip netns, veth). */
final class Link implements AutoCloseable {

    /** Of this machine, at its end of the cable. */
    static final String HERE = "10.231.77.1";

    /** Of the process, at the other end. */
    static final String THERE = "10.231.77.2";

    static final String NETWORK = "10.231.77.0/24";

    private static final String NAME = "signet-split";
    private static final String CABLE = "signet-cable";
    private static final String FAR_END = "signet-far";

    private Link() {}

    /** Empty where a network cannot be made: that asks for root and iproute2. */
    static Optional<Link> make() throws IOException, InterruptedException {
        Link link = new Link();
        link.close();
        boolean made = quietly("ip", "netns", "add", NAME) && quietly("ip", "link", "add", CABLE, "type", "veth", "peer", "name", FAR_END)
                && quietly("ip", "link", "set", FAR_END, "netns", NAME) && quietly("ip", "addr", "add", HERE + "/24", "dev", CABLE)
                && quietly("ip", "link", "set", CABLE, "up") && link.inside("ip", "addr", "add", THERE + "/24", "dev", FAR_END)
                && link.inside("ip", "link", "set", FAR_END, "up") && link.inside("ip", "link", "set", "lo", "up");
        if (!made) {
            link.close();
            return Optional.empty();
        }
        return Optional.of(link);
    }

    /** What to put before a command so that it runs at the other end. */
    static String[] prefix() {
        return new String[]{"ip", "netns", "exec", NAME};
    }

    private boolean inside(String... command) throws IOException, InterruptedException {
        String[] all = new String[command.length + 4];
        System.arraycopy(prefix(), 0, all, 0, 4);
        System.arraycopy(command, 0, all, 4, command.length);
        return quietly(all);
    }

    /** Pulls the cable: whatever is on its way is lost, and nobody is told. */
    void cut() throws IOException, InterruptedException {
        Means.run("ip", "link", "set", CABLE, "down");
    }

    void join() throws IOException, InterruptedException {
        Means.run("ip", "link", "set", CABLE, "up");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        quietly("ip", "link", "del", CABLE);
        quietly("ip", "netns", "del", NAME);
    }

    private static boolean quietly(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
