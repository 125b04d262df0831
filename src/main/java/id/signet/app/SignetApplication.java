package id.signet.app;

import id.signet.app.cli.CommandLine;
import id.signet.app.config.StartRefusedAnalyzer;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Signet, or runs one of its commands. */
@SpringBootApplication(proxyBeanMethods = false)
public class SignetApplication {

    public static void main(String[] arguments) {
        OptionalInt command = CommandLine.run(arguments);
        if (command.isPresent()) {
            System.exit(command.getAsInt());
        }
        try {
            SpringApplication.run(SignetApplication.class, CommandLine.served(arguments));
        } catch (RuntimeException failure) {
            // Spring has said why already.
            System.exit(StartRefusedAnalyzer.refusal(failure).isPresent() ? StartRefusedAnalyzer.EXIT_CODE : 1);
        }
    }
}
