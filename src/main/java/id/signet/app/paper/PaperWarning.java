package id.signet.app.paper;

import java.util.Optional;

/** What stands above every paper of this service; empty where papers mean what they say. */
public record PaperWarning(Optional<Words> words) {}
