package id.signet.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Signet. */
@SpringBootApplication
public class SignetApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SignetApplication.class, arguments);
    }
}
