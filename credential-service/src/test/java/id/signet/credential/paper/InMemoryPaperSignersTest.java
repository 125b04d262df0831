package id.signet.credential.paper;

class InMemoryPaperSignersTest extends PaperSignersContract {

    private final PaperSigners signers = new InMemoryPaperSigners();

    @Override
    PaperSigners signers() {
        return signers;
    }
}
