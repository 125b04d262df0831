package id.signet.registry.authorization;

class InMemoryDataNoncesTest extends DataNoncesContract {

    @Override
    DataNonces open() {
        return new InMemoryDataNonces(clock);
    }

    @Override
    void close() {
        // nothing is held
    }
}
