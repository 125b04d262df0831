package id.signet.credential.verify;

class RecentStatusListsTest extends NewestStatusListsContract {

    @Override
    NewestStatusLists open() {
        return new RecentStatusLists();
    }
}
