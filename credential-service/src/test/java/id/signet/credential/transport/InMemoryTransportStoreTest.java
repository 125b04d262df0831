package id.signet.credential.transport;

class InMemoryTransportStoreTest extends TransportStoreContract {

    private final TransportStore store = new InMemoryTransportStore();

    @Override
    TransportStore store() {
        return store;
    }
}
